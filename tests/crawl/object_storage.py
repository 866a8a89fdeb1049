"""A real S3 server on loopback that lets nobody in without the right credentials, and commands on it."""

from __future__ import annotations

import argparse
import io
import json
import os
import socket
import subprocess
import sys
import time
import urllib.request
from contextlib import contextmanager, redirect_stderr, redirect_stdout
from dataclasses import dataclass, field
from functools import cached_property, partial
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any

import boto3
import pytest
from botocore.config import Config
from scrapy.settings import Settings

from tests.crawl.crawling import LIMIT, PROJECT

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

BUCKET, REGION = "bucket", "eu-north-1"
# The last one may read manifests, and no parts.
WRITER, READER, HALF = "writer", "reader", "half"
# What somebody who only asks the archive needs. HeadBucket is this server's own: it belongs to ListBucket.
READING = ("s3:GetObject", "s3:ListBucket", "s3:HeadBucket")
_UP = 30  # seconds in which the server has to answer


@dataclass
class Storage:
    """The server and its users, who may do everything in it, only read, or not even that."""

    process: subprocess.Popen[bytes]
    port: int
    keys: dict[str, tuple[str, str]] = field(default_factory=dict)

    @classmethod
    def start(cls) -> Storage:
        """Start the server with an empty bucket."""
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            port = free.getsockname()[1]
        command = [sys.executable, "-m", "moto.server", "-H", "127.0.0.1", "-p", str(port)]
        process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        storage = cls(process, port)
        try:
            storage._wait()
            storage._set_up()
        except BaseException:
            storage.stop()
            raise
        return storage

    def stop(self) -> None:
        """End it."""
        self.process.kill()
        self.process.wait()

    @property
    def url(self) -> str:
        """Where it answers."""
        return f"http://127.0.0.1:{self.port}"

    def address(self, prefix: str, bucket: str = BUCKET) -> str:
        """The address of a store in it."""
        return address(self.port, prefix, bucket)

    def credentials(self, user: str = WRITER) -> dict[str, str]:
        """Environment of a client that may come in, and does not wait long."""
        key, secret = self.keys[user]
        return {**WITHOUT_CLOUD, "AWS_ACCESS_KEY_ID": key, "AWS_SECRET_ACCESS_KEY": secret}

    @cached_property
    def client(self) -> Any:
        """Another implementation's client, to look at what is there."""
        return self._client("s3", *self.keys[WRITER])

    def objects(self, prefix: str) -> dict[str, int]:
        """Size of each object of a store by its path; markers of folders left out."""
        pages = self.client.get_paginator("list_objects_v2").paginate(Bucket=BUCKET, Prefix=f"{prefix}/")
        found = [item for page in pages for item in page.get("Contents", ())]
        return {
            item["Key"].removeprefix(f"{prefix}/"): item["Size"]
            for item in found
            if not item["Key"].endswith("/")
        }

    def content(self, prefix: str, path: str) -> bytes:
        """An object of a store."""
        found: bytes = self.client.get_object(Bucket=BUCKET, Key=f"{prefix}/{path}")["Body"].read()
        return found

    def replace(self, prefix: str, path: str, data: bytes) -> None:
        """Put other content into an object."""
        self.client.put_object(Bucket=BUCKET, Key=f"{prefix}/{path}", Body=data)

    def copy(self, prefix: str, to: str) -> str:
        """Another store in the bucket with the same content; gives its address."""
        for path in self.objects(prefix):
            source = {"Bucket": BUCKET, "Key": f"{prefix}/{path}"}
            self.client.copy_object(Bucket=BUCKET, Key=f"{to}/{path}", CopySource=source)
        return self.address(to)

    def download(self, prefix: str, folder: Path) -> Path:
        """A local copy of a whole store."""
        for path in self.objects(prefix):
            target = folder / path
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(self.content(prefix, path))
        return folder

    def _wait(self) -> None:
        limit = time.monotonic() + _UP
        while True:
            try:
                urllib.request.urlopen(f"{self.url}/moto-api/data.json").close()
            except OSError:
                assert time.monotonic() < limit, "the server does not answer"
                assert self.process.poll() is None, "the server has ended"
                time.sleep(0.05)
            else:
                return

    def _set_up(self) -> None:
        self._client("s3", "first", "first").create_bucket(
            Bucket=BUCKET, CreateBucketConfiguration={"LocationConstraint": REGION}
        )
        users = self._client("iam", "first", "first")
        manifests = f"arn:aws:s3:::{BUCKET}/*/manifests/*"
        bucket = f"arn:aws:s3:::{BUCKET}"
        for name, actions, resources in (
            (WRITER, ("s3:*",), ["*"]),
            (READER, READING, ["*"]),
            (HALF, READING, [bucket, manifests]),
        ):
            users.create_user(UserName=name)
            key = users.create_access_key(UserName=name)["AccessKey"]
            self.keys[name] = (key["AccessKeyId"], key["SecretAccessKey"])
            allowed = {"Effect": "Allow", "Action": list(actions), "Resource": resources}
            policy = json.dumps({"Version": "2012-10-17", "Statement": [allowed]})
            users.put_user_policy(UserName=name, PolicyName="policy", PolicyDocument=policy)
        # From here on every request is checked: who signed it, and what he may do.
        plain = {"Content-Type": "text/plain"}
        asked = urllib.request.Request(f"{self.url}/moto-api/reset-auth", data=b"0", headers=plain)
        urllib.request.urlopen(asked).close()

    def _client(self, service: str, key: str, secret: str) -> Any:
        return boto3.client(
            service,
            endpoint_url=self.url,
            aws_access_key_id=key,
            aws_secret_access_key=secret,
            region_name=REGION,
            config=Config(connect_timeout=5, read_timeout=20, retries={"max_attempts": 1}),
        )


# No machine of a cloud is asked who we are, and no file of this one.
WITHOUT_CLOUD = {
    "AWS_EC2_METADATA_DISABLED": "true",
    "AWS_MAX_ATTEMPTS": "1",
    "AWS_SHARED_CREDENTIALS_FILE": os.devnull,
    "AWS_CONFIG_FILE": os.devnull,
}


def address(port: int, prefix: str, bucket: str = BUCKET) -> str:
    """The address of a store behind a port of this machine."""
    return f"s3://{bucket}/{prefix}?endpoint_override=127.0.0.1:{port}&scheme=http&region={REGION}"


@dataclass
class Place:
    """Somebody's machine: where it keeps state and copies, and as whom it asks.

    Attributes:
        folder: of this machine.
        store: address of the store.
        credentials: environment of the client.
    """

    folder: Path
    store: str
    credentials: dict[str, str]

    @property
    def environment(self) -> dict[str, str]:
        """Environment of its commands."""
        outer = {
            name: value
            for name, value in os.environ.items()
            if not name.startswith(("PILSETAS_", "AWS_", "XDG_"))
        }
        return outer | self.credentials | self.own

    @property
    def own(self) -> dict[str, str]:
        """Its settings."""
        return {
            "PILSETAS_STORE": self.store,
            "PILSETAS_STATE": str(self.folder / "state"),
            "PILSETAS_CACHE": str(self.folder / "cache"),
        }

    @property
    def mirror(self) -> Path:
        """Folder of the copies of its store."""
        (found,) = (self.folder / "cache").iterdir()
        return found

    @property
    def copies(self) -> list[str]:
        """Copied parts, relative to the store."""
        found = self.mirror.rglob("*.parquet")
        return sorted(path.relative_to(self.mirror).as_posix() for path in found)

    def ask(self, *words: str, **more: str) -> Done:
        """Run one in this process: most of a short one is the start of Python."""
        name, *rest = words
        found = import_module(f"pilsetas_crawl.commands.{name}").Command()
        with pytest.MonkeyPatch.context() as patch, redirected() as (out, log):
            for key, value in self.credentials.items():
                patch.setenv(key, value)
            settings = Settings()
            settings.setmodule("pilsetas_crawl.settings")
            settings.setdict({**self.own, "PILSETAS_CATALOG": "", **more}, "cmdline")
            found.settings = settings
            parser = argparse.ArgumentParser(conflict_handler="resolve")
            found.add_options(parser)
            opts, left = parser.parse_known_args(rest)
            found.run(left, opts)
            return Done(found.exitcode, out(), log())

    def begin(self, *words: str, **more: str) -> subprocess.Popen[str]:
        """Start one of the project's commands."""
        return subprocess.Popen(
            [sys.executable, "-m", "scrapy", *words],
            env=self.environment | more,
            cwd=PROJECT,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            encoding="utf-8",
        )

    def run(self, *words: str, **more: str) -> Done:
        """Run one to its end."""
        return ended(self.begin(*words, **more))


@dataclass(frozen=True)
class Done:
    """A command that has ended."""

    code: int
    out: str
    log: str

    @property
    def refusal(self) -> str:
        """The one line a command that refuses has to say."""
        assert self.code == 2, (self.code, self.out, self.log)
        assert self.out == ""
        (line,) = self.log.splitlines()
        assert line.startswith("error: ")
        return line


@contextmanager
def redirected() -> Iterator[tuple[Callable[[], str], Callable[[], str]]]:
    """Catch what is printed; gives what tells it as text."""
    streams = [io.TextIOWrapper(io.BytesIO(), encoding="utf-8", newline="") for _ in range(2)]

    def told(stream: io.TextIOWrapper) -> str:
        stream.flush()
        return stream.buffer.getvalue().decode()

    with redirect_stdout(streams[0]), redirect_stderr(streams[1]):
        yield partial(told, streams[0]), partial(told, streams[1])


def ended(process: subprocess.Popen[str]) -> Done:
    """Wait for the end of a command."""
    out, log = process.communicate(timeout=LIMIT)
    return Done(process.returncode, out, log)
