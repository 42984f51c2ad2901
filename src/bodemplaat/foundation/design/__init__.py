"""How Bodemplaat looks and reads: tokens, components, notation, icons, navigation, error pages.

For page builders: extend ``design/base.html``, use the ``<c-…>`` components and ``{% load bodemplaat %}``.
Register pages with ``bodemplaat.foundation.design.navigation.register``. All parameters are in
docs/reference/components.md, all states on the style guide page.
"""
