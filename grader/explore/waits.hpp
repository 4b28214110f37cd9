// Who waits for what, held by whom: what a deadlock is told with.

#pragma once

namespace explore {

// Writes it into the ledger for every thread, and the notification that one of
// them has missed. Called while all of them stand still.
void describe_waits();

}  // namespace explore
