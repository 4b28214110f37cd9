#include "pipeline.hpp"

#include "support/not_written_yet.hpp"

namespace course {

Progress run_pipeline(std::span<const std::string> urls, const Stages& stages, const Limits& limits,
                      const Consumer& consumer, std::stop_token cancel) {
  // TODO: this process is forked before it has any thread of yours.
  // TODO: what is slow in one stage holds up no other, and the memory stays bounded.
  // TODO: the outcomes come in order, whatever becomes of an item or of a worker.
  // TODO: whoever waits hears of everything that may end the wait, a stop included.
  throw NotWrittenYet("run_pipeline");
}

}  // namespace course
