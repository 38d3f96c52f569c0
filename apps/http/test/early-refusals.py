"""Posts a body of 128 MB with requests and httpx, whole and in chunks, and prints what comes back: a line of JSON each.

Arguments: the address, the headers as JSON, the beginning of the body.
"""

import json
import sys

import httpx
import requests

address, headers, beginning = sys.argv[1:]
headers = json.loads(headers)
body = beginning.encode() + b"1 " * 64_000_000


def chunks():
    for at in range(0, len(body), 65_536):
        yield body[at : at + 65_536]


POSTS = {
    "requests": lambda: requests.post(address, headers=headers, data=body),
    "requests, chunked": lambda: requests.post(address, headers=headers, data=chunks()),
    "httpx": lambda: httpx.post(address, headers=headers, content=body, timeout=60),
    "httpx, chunked": lambda: httpx.post(address, headers=headers, content=chunks(), timeout=60),
}

for client, post in POSTS.items():
    try:
        answer = post()
        seen = {
            "status": answer.status_code,
            "type": answer.headers["Content-Type"],
            "problem": answer.json()["status"],
        }
    except (requests.RequestException, httpx.HTTPError) as error:
        seen = {"lost": repr(error)}
    print(json.dumps({"client": client, **seen}))
