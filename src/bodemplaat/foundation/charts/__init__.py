"""Pictures drawn on the server: an SVG for wide and for narrow screens, the finding in words, and the table behind it.

``months_picture`` · ``units_picture`` · ``distribution_picture`` · ``report_picture`` in
``bodemplaat.foundation.charts.api``; shown with ``<c-picture :picture="…" />``. What a chart looks like is said in
``bodemplaat.presentation.charts``, for pages, papers and files alike.

One drawing serves light, dark and every theme: it is drawn in the light colours of ``palette`` and the page's
stylesheet (design/static/bodemplaat/charts.css) exchanges each of those colours for its token. Taken out of the page,
into a PDF or a mail, the same SVG is a light picture that needs no stylesheet.
"""
