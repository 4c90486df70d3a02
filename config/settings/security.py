"""What browsers are told to refuse."""

from csp.constants import NONE, SELF

X_FRAME_OPTIONS = "DENY"
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
SECURE_CONTENT_TYPE_NOSNIFF = True
CSRF_FAILURE_VIEW = "accounts.people.views.csrf_failure"
CSRF_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_HTTPONLY = True
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],  # Bootstrap draws its arrows and ticks in its style sheet
        "font-src": [SELF],
        "connect-src": [SELF],
        "form-action": [SELF],
        "frame-src": [SELF],
        "frame-ancestors": [NONE],
        "base-uri": [NONE],
        "object-src": [NONE],
        "manifest-src": [SELF],
    }
}
# Parts of the machine that no page uses; passkeys are the one that pages do use.
UNUSED = (
    "accelerometer autoplay browsing-topics camera display-capture encrypted-media fullscreen "
    "gamepad geolocation gyroscope hid idle-detection local-fonts magnetometer microphone midi "
    "payment picture-in-picture screen-wake-lock serial storage-access usb window-management "
    "xr-spatial-tracking"
)
PERMISSIONS_POLICY: dict[str, list[str]] = {
    **{part: [] for part in UNUSED.split()},
    "publickey-credentials-create": ["self"],
    "publickey-credentials-get": ["self"],
}
