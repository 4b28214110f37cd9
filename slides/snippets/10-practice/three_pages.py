"""Fetches three pages with a pool of five workers. A server on this machine plays the web."""
# seconds: 60

import threading
import time
from concurrent.futures import ThreadPoolExecutor
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.request import urlopen

PAGES = {"/home": 4711, "/news": 22050, "/about": 960}


class Site(BaseHTTPRequestHandler):
    def do_GET(self):
        time.sleep(0.2)  # plays the way to the server and back
        self.send_response(200)
        self.send_header("Content-Length", str(PAGES[self.path]))
        self.end_headers()
        self.wfile.write(b"x" * PAGES[self.path])

    def log_message(self, *_):
        pass


# begin program
def size(url):
    with urlopen(url, timeout=10) as page:
        return len(page.read())


def report(urls):
    with ThreadPoolExecutor(5) as pool:
        sizes = pool.map(size, urls)
        for url, count in zip(urls, sizes):
            name = url.rsplit("/")[-1]
            print(name, count, "bytes")
# end program


if __name__ == "__main__":
    with ThreadingHTTPServer(("127.0.0.1", 0), Site) as site:
        threading.Thread(target=site.serve_forever).start()
        urls = [f"http://127.0.0.1:{site.server_port}{path}" for path in PAGES]
        start = time.perf_counter()
        report(urls)
        print(f"{time.perf_counter() - start:.1f} s, of 0.2 s for each page")
        site.shutdown()
