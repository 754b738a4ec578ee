"""Bodies that are no JSON, for schemathesis: lists and lines as they are streamed."""

import schemathesis


@schemathesis.serializer("text/csv", "application/x-ndjson", "message/rfc822")
def as_text(ctx, value):
    return str(value).encode("utf-8", "replace")
