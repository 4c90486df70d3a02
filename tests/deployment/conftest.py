import pytest

# What was promised and what is there stand in the message of a failure, as in a test itself.
pytest.register_assert_rewrite("tests.support.promises")
