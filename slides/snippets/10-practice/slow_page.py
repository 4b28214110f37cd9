"""A page that comes byte by byte: what a timeout promises, and what a deadline does."""
# seconds: 60

import threading
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.request import urlopen


class SlowSite(BaseHTTPRequestHandler):
    def do_GET(self):
        self.send_response(200)
        self.send_header("Content-Length", "20")
        self.end_headers()
        try:
            for _ in range(20):
                self.wfile.write(b".")
                time.sleep(0.06)  # plays a bad line
        except OSError:
            pass  # the reader has gone

    def log_message(self, *_):
        pass


# begin timeout
def size(url):
    with urlopen(url, timeout=0.5) as page:
        return len(page.read())
# end timeout


# begin deadline
def size_by(url, deadline):
    left = deadline - time.monotonic()
    total = 0
    with urlopen(url, timeout=left) as page:
        while part := page.read1():
            total += len(part)
            if time.monotonic() > deadline:
                raise TimeoutError(total)
    return total
# end deadline


def timed(what, call):
    start = time.monotonic()
    try:
        outcome = f"{call()} bytes"
    except TimeoutError as error:
        outcome = f"gave up: {error}"
    print(f"{what} took {time.monotonic() - start:.1f} s: {outcome}")


if __name__ == "__main__":
    with ThreadingHTTPServer(("127.0.0.1", 0), SlowSite) as site:
        threading.Thread(target=site.serve_forever).start()
        url = f"http://127.0.0.1:{site.server_port}/"
        timed("timeout ", lambda: size(url))
        timed("deadline", lambda: size_by(url, time.monotonic() + 0.5))
        site.shutdown()
