#include "ensemble.hpp"

#include "shared_array.hpp"
#include "support/not_written_yet.hpp"

namespace course {

std::vector<unsigned> share_cores(unsigned cores, unsigned processes) {
  // TODO: all threads together are as many as the cores, not those of each worker.
  throw NotWrittenYet("share_cores");
}

Report run_ensemble(const Ensemble& ensemble, unsigned processes, unsigned cores) {
  // TODO: whoever does a member changes nothing about what comes out of it.
  // TODO: one that fails, or takes its process with it, is one result among others.
  throw NotWrittenYet("run_ensemble");
}

}  // namespace course
