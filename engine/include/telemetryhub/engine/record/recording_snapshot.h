// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "telemetryhub/engine/core/clock.h"
#include "telemetryhub/engine/core/error.h"
#include "telemetryhub/engine/core/ids.h"
#include "telemetryhub/engine/outlet/outlet_snapshot.h"

namespace telemetryhub::engine {

enum class RecordingState {
    Recording,
    Suspended,  ///< the disk is full; it goes on when there is space again
    Failed,     ///< it stopped and does not go on; what is durable stays
    Finished,
};
[[nodiscard]] const char* recordingStateName(RecordingState state);
[[nodiscard]] OutletState outletStateOf(RecordingState state);

/// What became of the samples of one device.
struct RecordedDevice {
    DeviceId device;
    std::uint64_t offered = 0;
    std::uint64_t durable = 0;
    std::uint64_t lost = 0;  ///< could not be written
    Sequence durableSequence =
        0;  ///< samples up to this number survive a power cut, except those lost
};

/// The recording into a session file at one moment.
struct RecordingSnapshot {
    std::string path;  ///< of the present file
    RecordingState state = RecordingState::Recording;
    ReadTime start;
    std::vector<RecordedDevice> devices;
    std::uint64_t offered = 0;
    std::uint64_t durable = 0;
    std::uint64_t notYetDurable = 0;
    std::uint64_t lost = 0;
    LossCounts lostBy;                       ///< their reasons
    std::uint64_t bytes = 0;                 ///< of all files of this recording
    int files = 1;                           ///< more after a rotation
    std::int64_t lastCommitNs = 0;           ///< steady time; what came until then is durable
    std::uint64_t eventsLost = 0;            ///< beyond what the queue holds, or not written
    std::uint64_t rawBytesLost = 0;          ///< likewise
    std::optional<Error> error;              ///< why it is Suspended or Failed
    bool wasStopped = false;                 ///< nobody wants it any more, however it ended
    std::optional<std::uint64_t> freeBytes;  ///< on the disk
    std::optional<std::int64_t>
        secondsToFull;  ///< at the present pace; unset: unknown or not growing

    [[nodiscard]] bool closes() const { return offered == durable + notYetDurable + lost; }
};
/// The same as every outlet gives it.
[[nodiscard]] OutletSnapshot outletSnapshotOf(const RecordingSnapshot& recording);

}  // namespace telemetryhub::engine
