"""Model files: YAML or XLSX to exact values, with every mistake at its line or cell, and the template to start from."""
