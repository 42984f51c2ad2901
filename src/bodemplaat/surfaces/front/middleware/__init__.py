"""For every page: the largest request, the headers of the answer, and the page of a refusal."""
