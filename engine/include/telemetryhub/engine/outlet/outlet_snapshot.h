// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "telemetryhub/engine/core/error.h"
#include "telemetryhub/engine/core/ledger.h"

namespace telemetryhub::engine {

/// Why an outlet did not deliver samples that it was offered.
enum class LossReason {
    QueueFull,  ///< it was behind by more than its queue holds
    DiskFull,
    Failed,   ///< it could not be written, or what was written could not be made durable
    Removed,  ///< its file was removed or cut short by somebody else
    Unread,   ///< nobody read its pipe until the end
    NoPlace,  ///< of a device that the title of a stream does not have
    Count,
};
inline constexpr std::size_t kLossReasons = static_cast<std::size_t>(LossReason::Count);
using LossCounts = CounterSet<LossReason>;
/// `queue_full`, as the API spells it.
[[nodiscard]] std::string_view lossReasonName(LossReason reason);
/// What was lost and why, for a person: `3 disk_full, 5 removed`; empty when nothing was.
[[nodiscard]] std::string lossText(const LossCounts& lost);

enum class OutletState {
    Running,
    Suspended,  ///< it goes on by itself when the hindrance is gone
    Failed,     ///< it stopped and does not go on; what was delivered stays
    Finished,
};
[[nodiscard]] std::string_view outletStateName(OutletState state);

/// The account of one outlet at one moment; counts are samples of all devices.
struct OutletSnapshot {
    std::string name;    ///< `session`, `csv`
    std::string target;  ///< where it delivers to: a path, `-` for standard output
    OutletState state = OutletState::Running;
    std::uint64_t offered = 0;
    std::uint64_t delivered = 0;  ///< durable for a file
    std::uint64_t waiting = 0;    ///< to be written, or written and not yet durable
    LossCounts lost;
    std::optional<Error> error;  ///< why it is Suspended or Failed

    [[nodiscard]] bool closes() const { return offered == delivered + waiting + lost.total(); }
};

}  // namespace telemetryhub::engine
