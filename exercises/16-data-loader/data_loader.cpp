#include "data_loader.hpp"

#include "epoch_order.hpp"
#include "support/not_written_yet.hpp"

namespace course {

struct Epoch::State {
  // TODO: everything that the workers and the caller of next() share.
};

Epoch::Epoch(Dataset dataset, LoaderOptions options, std::uint64_t number) {
  // TODO: the workers load ahead, in the order of the epoch and within the bound.
  throw NotWrittenYet("Epoch");
}

Epoch::~Epoch() {
  // TODO: every worker comes home, also one that sleeps.
}

std::optional<Batch> Epoch::next() {
  // TODO: the batch whose turn it is, whichever is ready first, or what became of it.
  throw NotWrittenYet("Epoch::next");
}

DataLoader::DataLoader(Dataset dataset, LoaderOptions options) {
  // TODO: impossible options are refused.
  throw NotWrittenYet("DataLoader");
}

}  // namespace course
