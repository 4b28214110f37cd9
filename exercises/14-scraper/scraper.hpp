// 14 Scraper: many pages from a web server that is slow, fails now and then,
// and must not be flooded.

#pragma once

#include <chrono>
#include <cstddef>
#include <functional>
#include <span>
#include <string>
#include <variant>
#include <vector>

#include "support/http_get.hpp"

namespace course {

struct Limits {
  unsigned workers = 5;                       // the most pages that are under way at once
  std::chrono::milliseconds timeout{10'000};  // for one page, all attempts and back-offs together
  unsigned retries = 2;                       // attempts after the first one
  std::chrono::milliseconds back_off{100};    // before the first of them; twice as long each time
};

// Why there is no page: "status 404", or what was thrown.
struct Failure {
  std::string reason;

  bool operator==(const Failure&) const = default;
};

// What became of a url: the size of its body in bytes, or why there is none.
using Outcome = std::variant<std::size_t, Failure>;

// Makes one attempt at a page; http_get, or what a test puts in its place. May
// be called from several threads at once, and may throw. It ends by
// `deadlines.complete`, and says so by an exception.
using Get = std::function<HttpAnswer(const std::string& url, HttpDeadlines deadlines)>;

// Gets every url and returns what became of it, in the order of `urls`. A url
// that occurs twice is got twice.
//
// OUTCOMES. A status from 200 to 299 gives the size of the body, which may hold
// zeros. Any other status S gives Failure{"status S"}. If get throws a
// std::exception, the failure is its what(); for anything else it is "unknown
// error". What becomes of one url is nothing to the others, and nothing that
// get throws leaves scrape.
//
// WORKERS. Never more than `workers` calls of get are under way, and no more
// than `workers` threads exist for it besides the calling one, which waits. A
// worker that is free takes the page whose back-off has been over for longest;
// if there is none, the next url that has not been tried; if there is none
// either, it waits for the back-off that ends first. Waiting uses no CPU.
//
// RETRIES. A page is tried again only if its status was from 500 to 599: up to
// `retries` times after the first attempt. The n-th retry begins
// 2^(n-1) x `back_off` after the attempt before it ended, or later if no worker
// is free then. A page that waits for its back-off holds no worker.
//
// DEADLINE. A page's deadline is `timeout` after its first attempt began. Every
// attempt gets the same moment as `deadlines.complete`; `deadlines.connected` is
// left alone. A retry whose back-off would end at the deadline or later is
// given up at once, without waiting: the outcome is then the status of the last
// attempt. A retry for which no worker was free before the deadline is made all the
// same: it is for get to say that it is too late.
//
// Returns only after all of its threads have ended. No urls give no outcomes.
// Throws std::invalid_argument, and calls nothing, if `workers` is 0, `timeout`
// is not positive, `back_off` is negative, or `timeout` or `back_off` is more than a
// day. Throws std::system_error if the system refuses a thread.
std::vector<Outcome> scrape(std::span<const std::string> urls, const Limits& limits,
                            const Get& get = http_get);

}  // namespace course
