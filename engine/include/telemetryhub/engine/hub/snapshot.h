// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "telemetryhub/engine/core/channel_set.h"
#include "telemetryhub/engine/core/device_settings.h"
#include "telemetryhub/engine/core/error.h"
#include "telemetryhub/engine/core/latency_histogram.h"
#include "telemetryhub/engine/core/ledger.h"
#include "telemetryhub/engine/core/replay_command.h"
#include "telemetryhub/engine/device/device_report.h"
#include "telemetryhub/engine/device/device_state.h"
#include "telemetryhub/engine/history/history.h"
#include "telemetryhub/engine/hub/health.h"
#include "telemetryhub/engine/outlet/outlet_snapshot.h"
#include "telemetryhub/engine/pipeline/alarm.h"
#include "telemetryhub/engine/pipeline/worker_stats.h"
#include "telemetryhub/engine/record/recorder_snapshot.h"
#include "telemetryhub/engine/record/recording_snapshot.h"

namespace telemetryhub::engine {

/// One device at one moment.
struct DeviceSnapshot {
    DeviceId device;
    DeviceSettings settings;  ///< `faults` and `decode.format`: those of this moment
    DeviceState state = DeviceState::Idle;
    ReadTime since;  ///< when the state was entered
    bool everStarted = false;
    std::optional<Error> lastError;  ///< of the last fault; kept while Measuring again
    ReadTime lastErrorTime;
    int consecutiveFaults = 0;
    int openAttempts = 0;                        ///< tries since the Error began
    std::optional<std::int64_t> nextAttemptNs;   ///< steady time of the next try, in Error
    std::string linkText;                        ///< `ttyUSB0`, `simulated`
    std::string formatText;                      ///< what the decoder found, `NMEA 0183`
    std::string safeCommandText;                 ///< what was sent on entering SafeState
    std::optional<std::int64_t> safeReactionNs;  ///< from the fault to the safe-state command
    std::optional<std::int64_t> silenceLimitNs;  ///< a longer silence is a fault; unset: unknown
    double rateHz = 0;                           ///< samples a second, over the last seconds
    double byteRate = 0;                         ///< bytes a second
    std::optional<ReadTime> lastSample;
    Sequence lastSequence = 0;
    std::int64_t usualIntervalNs = 0;  ///< between chunks that held samples; 0 when unknown
    ChannelSetPtr channels;            ///< null before the first
    std::vector<LatestValue> latest;   ///< a value per channel, after processing
    std::vector<AlarmStatus> alarms;   ///< that are not Normal, in the order of the rules
    Ledger ledger;
    std::string rawTail;  ///< the newest bytes, while nothing was decoded and after damage
    /// Of the automatic format: what speaks for which; null: another format was named.
    std::shared_ptr<const AutoDecision> decision;
    DiscardCounts framesDamaged;
    std::uint64_t textCells = 0;  ///< texts where a channel has numbers, see DecodeCounts
    std::optional<Damage> lastDamage;
    std::uint64_t textLines = 0;
    std::uint64_t textLinesDropped = 0;  ///< older than the console keeps
    std::optional<ReplayStatus> replay;  ///< of an open replay
    std::string faultText;  ///< what is rehearsed, `random:0.1`; empty: every fault is real
};

struct QueueSnapshot {
    std::size_t depth = 0;     ///< blocks waiting
    std::size_t capacity = 0;  ///< blocks
    std::size_t highWater = 0;
};

/// The whole gateway at one moment. Immutable; pulled by whoever shows it.
struct Snapshot {
    ReadTime time;
    ReadTime start;  ///< when the gateway was made: the zero of charts and of `elapsed_s`
    std::vector<DeviceSnapshot> devices;
    Ledger removed;  ///< the sum of the devices that were removed since the start
    QueueSnapshot queue;
    WorkerStats workers;
    double latencyP50Ms = 0;  ///< bytes read to processed, of the last 10 to 20 s
    double latencyP99Ms = 0;
    LatencyTotals latency;  ///< the same, since the start
    std::size_t historyBytes = 0;
    std::size_t historyBudgetBytes = 0;
    std::optional<RecorderSnapshot> recorder;    ///< of the live CSV
    std::optional<RecordingSnapshot> recording;  ///< of the session, also of the last one
    std::vector<OutletSnapshot> outlets;         ///< the accounts of all that leaves the gateway
    Health health;
    std::uint64_t eventCount = 0;

    [[nodiscard]] const DeviceSnapshot* find(DeviceId id) const;
    /// Of all devices since the start, the removed ones too: no count in it falls.
    [[nodiscard]] Ledger total() const;
};

}  // namespace telemetryhub::engine
