// 19 Pipeline: the project. Pages are fetched by threads, their features are
// extracted by processes, and the outcomes come in order, one at a time.

#pragma once

#include <cstddef>
#include <functional>
#include <span>
#include <stop_token>
#include <string>
#include <variant>

#include "support/fork_server.hpp"

namespace course {

// What is done with an item. Both may throw anything.
struct Stages {
  // The page at a url. Waits most of the time. Called in this process, and may be
  // called by several threads at once.
  std::function<std::string(const std::string& url)> fetch;
  // The features of a page. Needs a CPU, and is not to be trusted: it may end the
  // process that calls it. So it is called in child processes only.
  std::function<std::string(const std::string& page)> extract;
};

struct Limits {
  unsigned fetches = 8;        // the most calls of fetch that are under way at once
  unsigned workers = 2;        // the most processes that extract
  std::size_t in_flight = 32;  // the most items that are under way at once
};

enum class Stage { fetch, extract };

// In which stage an item failed, and why:
//   the text of the std::exception that the stage threw,
//   "unknown exception" if it threw anything else,
//   "worker died" if the worker ended, in whatever way, while it had the item.
struct Failure {
  Stage stage = Stage::fetch;
  std::string text;

  bool operator==(const Failure&) const = default;
};

// The features of an item, or why there are none.
using Outcome = std::variant<std::string, Failure>;

// How far it is. Each count goes from 0 up to `total`, one by one.
struct Progress {
  std::size_t total = 0;      // urls
  std::size_t fetched = 0;    // calls of fetch that have ended, well or not
  std::size_t delivered = 0;  // calls of deliver that have returned
  std::size_t failed = 0;     // of those delivered, how many are a Failure

  bool operator==(const Progress&) const = default;
};

// Who gets what comes out. Called on whichever threads, and may throw anything.
struct Consumer {
  // The outcome of urls[index].
  std::function<void(std::size_t index, Outcome outcome)> deliver;
  // May be empty if nobody wants to know.
  std::function<void(const Progress& now)> progress = {};
};

// Takes every url through both stages and delivers what becomes of it.
//
// OUTCOMES. deliver is called once for each url, in the order of the urls: index
// 0, 1, 2, ... without a gap, one call at a time, each as soon as its outcome is
// there and the one before has been delivered. An item that fails is delivered in
// its place, and disturbs no other. What could not be fetched is not extracted. A
// url that occurs twice is two items.
//
// LIMITS. An item is in flight from the moment when its fetch begins until its
// call of deliver has returned. Never are there more items in flight than
// `in_flight`, more calls of fetch under way than `fetches`, or more workers than
// `workers`. What the limits allow is done: a fetch, an extraction or a delivery
// that could begin does not wait for other items, whichever stage they are in and
// however long they take. Fetches begin in the order of the urls, extractions in
// that order or in the one in which their pages came. A limit may be much larger
// than the number of urls: then it means that number, and no thread and no worker is
// started for which there is no url.
//
// WORKERS. They stay: a worker extracts one item after the other. If one dies, the
// item that it had fails, is not tried again, and a new worker takes its place.
// This process is forked only while it has no thread but the calling one. Nothing
// is extracted in it.
//
// PROGRESS. progress is called once for each fetch that has ended and once for
// each delivery, one call at a time, soon after what it tells of. It may be called
// while deliver is, but no delivery begins before the call that tells of the one
// before has returned. A call that takes long may hold up everything else. From one
// call to the next `fetched` has grown by 1, or `delivered` has, and then `failed`
// as well if it was a failure. The last call tells what is returned.
//
// CANCELLATION. Once a stop is requested of `cancel`, no fetch, no extraction and
// no delivery begins any more, save for one that a thread was about to begin at
// that moment. What is under way ends, and is not delivered; a fetch that ends is
// counted. A call whose stop was requested before it began does nothing. If
// deliver or progress throws, it is as if a stop had been requested, and the
// exception, the first one if there are several, is thrown when all has ended.
//
// Returns, or throws, only when nothing is under way any more: no thread and no
// child process is left. Returns the counts at the end. Whoever waits sleeps, the
// caller included. Nothing in this process changes: no signal is handled, blocked
// or ignored.
//
// To be called while this process has no other thread. No urls are no work: nothing
// is called, and all counts are 0. Throws std::invalid_argument, and calls nothing,
// if one of the limits is 0, or if fetch, extract or deliver is empty;
// std::system_error if the system refuses a thread or a process, after all that had
// begun has ended.
Progress run_pipeline(std::span<const std::string> urls, const Stages& stages, const Limits& limits,
                      const Consumer& consumer, std::stop_token cancel = {});

}  // namespace course
