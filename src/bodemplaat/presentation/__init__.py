"""How answers are told, before anybody draws them: notation, palette, charts and reports as values. Kernel only.

``report`` holds what a calculation has to tell · ``charts`` says what a picture shows, ``drawing`` makes
SVG of it · ``palette`` has its colours · ``words`` writes texts and figures in the reader's language, from the catalogs
in ``locale`` · ``kinds`` says what a value is.
"""
