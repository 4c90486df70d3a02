"""Pages about the person who looks, and the pages nobody wants to see."""

from accounts.people.views.errors import csrf_failure, forbidden, not_found, too_many_requests

__all__ = ["csrf_failure", "forbidden", "not_found", "too_many_requests"]
