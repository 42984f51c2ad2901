"""The icons: a small set drawn for Bodemplaat on a grid of 24, one stroke of 1.75, round ends. Pure data.

Each value is the inside of an ``<svg viewBox="0 0 24 24">``; colour comes from ``currentColor``.
"""

from typing import Final

ICONS: Final[dict[str, str]] = {
    "arrow-left": '<path d="M20 12H4.5M11 5.5 4.5 12l6.5 6.5"/>',
    "arrow-right": '<path d="M4 12h15.5M13 5.5l6.5 6.5-6.5 6.5"/>',
    "bank": '<path d="M3.5 9.5 12 4l8.5 5.5zM5 20h14M6.5 9.5V17M10.2 9.5V17M13.8 9.5V17M17.5 9.5V17"/>',
    "bell": '<path d="M6 16.5V11a6 6 0 0 1 12 0v5.5l1.5 1.5h-15zM10 20.5h4"/>',
    "calendar": '<path d="M4.5 6h15v14h-15zM4.5 10.5h15M8.5 3.5v4M15.5 3.5v4"/>',
    "calculator": '<path d="M5.5 3.5h13v17h-13zM8.5 7h7v3h-7zM8.8 13.5h.01M12 13.5h.01M15.2 13.5h.01M8.8 17h.01M12 17h.01M15.2 17h.01"/>',
    "camera": '<path d="M3.5 7.5h4l1.5-2.5h6l1.5 2.5h4v12h-17z"/><circle cx="12" cy="13" r="3.5"/>',
    "car": '<path d="M3.5 17v-4.5l2.2-.8L7.5 7h9l1.8 4.7 2.2.8V17zM5.7 11.7h12.6"/>'
    '<circle cx="7.5" cy="17" r="1.8"/><circle cx="16.5" cy="17" r="1.8"/>',
    "cart": '<path d="M3 4.5h2.5l2.2 11h10.1l1.9-8H6.3"/><circle cx="9" cy="19.2" r="1.4"/>'
    '<circle cx="16.5" cy="19.2" r="1.4"/>',
    "chart": '<path d="M4 20h16M6.5 20v-6M12 20V5M17.5 20V10"/>',
    "check": '<path d="m4.5 12.5 5 5 10-11"/>',
    "check-circle": '<circle cx="12" cy="12" r="8.5"/><path d="m8 12.3 2.8 2.8L16 9.5"/>',
    "chevron-down": '<path d="m6 9.5 6 6 6-6"/>',
    "chevron-left": '<path d="m14.5 6-6 6 6 6"/>',
    "chevron-right": '<path d="m9.5 6 6 6-6 6"/>',
    "chevron-up": '<path d="m6 14.5 6-6 6 6"/>',
    "clock": '<circle cx="12" cy="12" r="8.5"/><path d="M12 7v5.2l3.4 2"/>',
    "close": '<path d="m6 6 12 12M18 6 6 18"/>',
    "document": '<path d="M6 3.5h8l4.5 4.5v12.5H6zM14 3.5V8h4.5M9 12.5h6.5M9 16h6.5"/>',
    "dots": '<circle cx="5.5" cy="12" r="1"/><circle cx="12" cy="12" r="1"/><circle cx="18.5" cy="12" r="1"/>',
    "download": '<path d="M12 4v11M7 10.5l5 5 5-5M4.5 20h15"/>',
    "edit": '<path d="m4.5 19.5 1-4L16 5l3 3L8.5 18.5zM14 7l3 3"/>',
    "error": '<path d="M8.3 3.5h7.4l4.8 4.8v7.4l-4.8 4.8H8.3l-4.8-4.8V8.3z"/>'
    '<path d="m9.2 9.2 5.6 5.6M14.8 9.2l-5.6 5.6"/>',
    "euro": '<path d="M18 6.3A7 7 0 1 0 18 17.7M4 10.5h9.5M4 13.5h8.5"/>',
    "external": '<path d="M13.5 4.5h6v6M19.5 4.5l-9 9M17 13.5v6H4.5V7h6"/>',
    "eye": '<path d="M2.5 12S6 5.5 12 5.5 21.5 12 21.5 12 18 18.5 12 18.5 2.5 12 2.5 12z"/>'
    '<circle cx="12" cy="12" r="3"/>',
    "filter": '<path d="M3.5 6.5h17M6.5 12h11M10 17.5h4"/>',
    "gear": '<circle cx="12" cy="12" r="3"/><path d="M12 3v3M12 18v3M3 12h3M18 12h3M5.6 5.6l2.2 2.2'
    'M16.2 16.2l2.2 2.2M5.6 18.4l2.2-2.2M16.2 7.8l2.2-2.2"/>',
    "globe": '<circle cx="12" cy="12" r="8.5"/><path d="M3.5 12h17M12 3.5c5 5.5 5 11.5 0 17'
    'M12 3.5c-5 5.5-5 11.5 0 17"/>',
    "home": '<path d="m3.5 11.5 8.5-7 8.5 7M6 9.7V20h12V9.7M10 20v-5.5h4V20"/>',
    "inbox": '<path d="M3.5 13.5 6 5h12l2.5 8.5v6h-17zM3.5 13.5H8.5l1.3 2.5h4.4l1.3-2.5h5"/>',
    "info": '<circle cx="12" cy="12" r="8.5"/><path d="M12 11.2v5.3M12 7.6v.1"/>',
    "key": '<circle cx="8" cy="15.5" r="4"/><path d="m11 12.5 8-8M16 7.5l2.8 2.8M13.5 10l1.8 1.8"/>',
    "lock": '<path d="M5.5 10.5h13v10h-13zM8.5 10.5V8a3.5 3.5 0 0 1 7 0v2.5M12 14.5v2.5"/>',
    "mail": '<path d="M3.5 5.5h17v13h-17zM3.5 6.5 12 13l8.5-6.5"/>',
    "menu": '<path d="M4 6.5h16M4 12h16M4 17.5h16"/>',
    "minus": '<path d="M5 12h14"/>',
    "moon": '<path d="M19.5 14.5A8 8 0 0 1 9.5 4.5a8 8 0 1 0 10 10z"/>',
    "pause": '<path d="M8.5 5.5v13M15.5 5.5v13"/>',
    "people": '<circle cx="9" cy="8.5" r="3.5"/><path d="M2.5 19.5c.5-4 3-6 6.5-6s6 2 6.5 6'
    'M15.5 5.3a3.5 3.5 0 0 1 0 6.4M18 14.3c2 .8 3.2 2.5 3.5 5.2"/>',
    "person": '<circle cx="12" cy="8" r="4"/><path d="M4.5 20c.6-4.5 3.4-6.5 7.5-6.5s6.9 2 7.5 6.5"/>',
    "plus": '<path d="M12 5v14M5 12h14"/>',
    "print": '<path d="M7 8.5V4h10v4.5M7 16.5H3.5v-8h17v8H17M7 13.5h10V20H7z"/>',
    "question": '<circle cx="12" cy="12" r="8.5"/><path d="M9.3 9.7c.2-3.4 5.4-3.2 5.4 0 0 2-2.7 2.1-2.7 4.2'
    'M12 16.8v.1"/>',
    "return": '<path d="M9 5 4.5 9.5 9 14M4.5 9.5H14a5 5 0 0 1 0 10H9"/>',
    "search": '<circle cx="10.5" cy="10.5" r="6.5"/><path d="m15.3 15.3 5.2 5.2"/>',
    "sort": '<path d="m8 9.5 4-4.5 4 4.5M8 14.5l4 4.5 4-4.5"/>',
    "sun": '<circle cx="12" cy="12" r="4"/><path d="M12 2.5v2.5M12 19v2.5M2.5 12H5M19 12h2.5M5.3 5.3 7 7'
    'M17 17l1.7 1.7M5.3 18.7 7 17M17 7l1.7-1.7"/>',
    "train": '<path d="M6 4h12v12.5H6zM6 11h12M8.5 20.5l2-4M15.5 20.5l-2-4M9.5 4v7M14.5 4v7"/>',
    "trash": '<path d="M4.5 6.5h15M9.5 6.5v-3h5v3M6.5 6.5l1 14h9l1-14M10 10.5l.4 6.5M14 10.5l-.4 6.5"/>',
    "upload": '<path d="M12 15.5V4.5M7 9l5-5 5 5M4.5 20h15"/>',
    "warning": '<path d="M12 4 2.8 19.8h18.4zM12 10v4.5M12 17v.1"/>',
}
