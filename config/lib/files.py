"""Where files are kept when several machines share them: a bucket that speaks S3."""

from __future__ import annotations

import sys
from typing import Any

READ_IN_MEMORY = 2 * 1024 * 1024
"""Bytes of a file that a download holds in memory; the rest waits in a temporary file."""

AWAY = "The bucket of S3_BUCKET does not answer, is not there, or does not let the site in: {}"


def failures() -> tuple[type[Exception], ...]:
    """What a bucket raises that cannot be used; nothing on a site that has none."""
    if "boto3" not in sys.modules:
        return ()
    from boto3.exceptions import Boto3Error  # noqa: PLC0415 - heavy, and few sites have a bucket
    from botocore.exceptions import BotoCoreError, ClientError  # noqa: PLC0415

    return (Boto3Error, BotoCoreError, ClientError)


def bucket(name: str, *, endpoint: str, region: str) -> dict[str, Any]:
    """The storage for Django's STORAGES: private files, whose names are never taken twice.

    Nobody is sent to the bucket: a file is read through the view that asks for permission, so
    access ends the moment permission ends. The keys come from AWS_ACCESS_KEY_ID and
    AWS_SECRET_ACCESS_KEY, or from the machine's own role.

    Args:
        name: the bucket.
        endpoint: the address of a service other than Amazon's; empty for Amazon.
        region: such as eu-central-1; empty for the service's own.
    """
    from botocore.config import Config  # noqa: PLC0415 - heavy, and few sites have a bucket

    style = {"addressing_style": "path"} if endpoint else {}
    return {
        "BACKEND": "storages.backends.s3.S3Storage",
        "OPTIONS": {
            "bucket_name": name,
            "endpoint_url": endpoint or None,
            "region_name": region or None,
            "default_acl": None,
            "querystring_auth": True,
            "querystring_expire": 60,
            "file_overwrite": False,
            "max_memory_size": READ_IN_MEMORY,
            "client_config": Config(
                s3=style,
                signature_version="s3v4",
                connect_timeout=5,
                read_timeout=20,
                retries={"mode": "standard", "max_attempts": 3},
                # Newer checksums are not understood by every service that speaks S3.
                request_checksum_calculation="when_required",
                response_checksum_validation="when_required",
            ),
        },
    }
