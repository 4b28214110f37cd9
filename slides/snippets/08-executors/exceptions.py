# One of five pages fails. The exception waits in its future.
from concurrent.futures import ThreadPoolExecutor

def fetch(page):
    if page == 3:
        raise OSError("page 3: 404")
    return f"page {page}"

# begin pages
with ThreadPoolExecutor(3) as pool:
    pages = [pool.submit(fetch, page)
             for page in range(1, 6)]
for page in pages:
    try:
        print(page.result())
    except OSError as error:
        print(error)
# end pages
