"""The proxy that the environment names, for Telegram and for the sites: HTTP_PROXY, HTTPS_PROXY, NO_PROXY.

aiohttp heeds them where it is told to trust the environment. It only uses proxies at http:// addresses and silently
ignores others, so that requests would go past a proxy that somebody relies on.
"""

from collections.abc import Mapping
from urllib.parse import urlsplit

HEEDED = ("http", "https")


def is_any(proxies: Mapping[str, str]) -> bool:
    """Whether any proxy is named. If none is, aiohttp need not look for one at every request, in a thread."""
    return bool(proxies)


def why_unusable(proxies: Mapping[str, str]) -> str | None:
    """Why a named proxy cannot be used, in one line with its name; None where all can.

    `proxies` are those of `urllib.request.getproxies`, by scheme.
    """
    for kind in HEEDED:
        address = proxies.get(kind)
        if address and urlsplit(address if "://" in address else f"http://{address}").scheme != "http":
            return (
                f"{kind.upper()}_PROXY: only a proxy at an http:// address can be used; "
                "one that speaks SOCKS needs a bridge, such as privoxy"
            )
    if "all" in proxies and not proxies.keys() & set(HEEDED):
        return "ALL_PROXY: is not heeded; name the proxy in HTTPS_PROXY"
    return None
