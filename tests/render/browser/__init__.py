"""The page as a browser shows it: Debian's Chromium, driven by Playwright."""
