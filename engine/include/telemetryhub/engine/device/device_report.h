// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <utility>

#include "telemetryhub/engine/core/channel_set.h"
#include "telemetryhub/engine/core/clock.h"
#include "telemetryhub/engine/core/decode_settings.h"
#include "telemetryhub/engine/core/error.h"
#include "telemetryhub/engine/core/fault_plan.h"
#include "telemetryhub/engine/core/ids.h"
#include "telemetryhub/engine/core/ledger.h"
#include "telemetryhub/engine/core/mutex.h"
#include "telemetryhub/engine/core/rate_meter.h"
#include "telemetryhub/engine/core/replay_command.h"
#include "telemetryhub/engine/core/text_log.h"
#include "telemetryhub/engine/core/traffic_log.h"
#include "telemetryhub/engine/decode/auto_decoder.h"
#include "telemetryhub/engine/device/device_state.h"

namespace telemetryhub::engine {

/// The last frame that was dropped as damaged.
struct Damage {
    static constexpr std::size_t kMaxBytes = 64;

    DiscardReason reason = DiscardReason::Syntax;
    ReadTime time;
    std::string bytes;  ///< its first ones
};

/// What a device tells about itself, beside its ledger.
struct DeviceStatus {
    static constexpr std::size_t kMaxTailBytes = 256;

    DeviceState state = DeviceState::Idle;
    ReadTime since;
    bool everStarted = false;
    std::optional<Error> lastError;
    ReadTime lastErrorTime;
    int consecutiveFaults = 0;
    int openAttempts = 0;
    std::optional<std::int64_t> nextAttemptNs;
    std::string linkText;
    std::string formatText;
    std::string safeCommandText;
    std::optional<std::int64_t> safeReactionNs;  ///< fault known to safe-state command handed over
    std::optional<std::int64_t> silenceLimitNs;  ///< a longer silence is a fault; unset: not known
    RateMeter samples;
    RateMeter bytes;
    std::optional<ReadTime> lastSample;
    Sequence lastSequence = 0;
    ChannelSetPtr channels;
    /// While nothing was decoded, and after damage: the newest bytes, at most kMaxTailBytes.
    std::string rawTail;
    std::shared_ptr<const AutoDecision> decision;  ///< of the automatic format; else null
    DiscardCounts framesDamaged;
    std::uint64_t textCells = 0;  ///< see DecodeCounts
    std::optional<Damage> lastDamage;
    std::optional<ReplayStatus> replay;  ///< of an open replay
    FaultPlan faults;                    ///< what it rehearses
    Format format = Format::Auto;        ///< as it was chosen last
};

/// The part of a device that everybody may read while the I/O thread works on it.
///
/// Threads: every method from any thread; `update` by the I/O thread alone.
class DeviceReport {
public:
    [[nodiscard]] DeviceStatus status() const {
        const MutexLock lock(m_mutex);
        return m_status;
    }
    /// Calls `change(DeviceStatus&)` under the lock.
    template <typename Change>
    void update(Change&& change) {
        const MutexLock lock(m_mutex);
        change(m_status);
    }

    /// The channels behind the processing; null before the first block. Set by the workers.
    [[nodiscard]] ChannelSetPtr shownChannels() const {
        const MutexLock lock(m_mutex);
        return m_shownChannels;
    }
    void setShownChannels(ChannelSetPtr channels) {
        const MutexLock lock(m_mutex);
        m_shownChannels = std::move(channels);
    }

    /// The device is gone: nothing is added any more but by the queue.
    void retire() {
        const MutexLock lock(m_mutex);
        m_isRetired = true;
    }
    /// Whether the ledger will never change again.
    [[nodiscard]] bool isFinal() const {
        {
            const MutexLock lock(m_mutex);
            if (!m_isRetired) return false;
        }
        return m_ledger.snapshot().samplesQueued == 0;
    }

    DeviceLedger& ledger() { return m_ledger; }
    [[nodiscard]] const DeviceLedger& ledger() const { return m_ledger; }
    TextLog& text() { return m_text; }
    [[nodiscard]] const TextLog& text() const { return m_text; }
    TrafficLog& traffic() { return m_traffic; }

private:
    mutable Mutex m_mutex;
    DeviceStatus m_status TH_GUARDED_BY(m_mutex);
    bool m_isRetired TH_GUARDED_BY(m_mutex) = false;
    ChannelSetPtr m_shownChannels TH_GUARDED_BY(m_mutex);
    DeviceLedger m_ledger;
    TextLog m_text;
    TrafficLog m_traffic;
};

}  // namespace telemetryhub::engine
