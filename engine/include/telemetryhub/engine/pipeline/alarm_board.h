// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <functional>
#include <limits>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "telemetryhub/engine/core/block_sink.h"
#include "telemetryhub/engine/core/error.h"
#include "telemetryhub/engine/core/event_log.h"
#include "telemetryhub/engine/core/mutex.h"
#include "telemetryhub/engine/pipeline/alarm.h"

namespace telemetryhub::engine {

/// Watches the alarms of one device: every sample, its text lines, and its silence.
///
/// Each raise, clear and acknowledgement is an event. An alarm that flaps tells its first changes
/// of a second one by one and the rest as a sum, so that it pushes nothing else out of the log.
///
/// Threads: every method from any thread; `consume` from one worker at a time.
class AlarmBoard final : public BlockSink {
public:
    /// An alarm asks for SafeState; called on the thread that found it, outside the lock.
    using Trip = std::function<void(const Error&)>;
    /// Changes of one alarm that are told one by one, a second.
    static constexpr int kToldASecond = 10;

    /// \pre `rules` passed checkProcessing; `events` outlives this object
    AlarmBoard(DeviceId device, const std::vector<AlarmRule>& rules, EventLog& events, Trip trip);
    ~AlarmBoard() override;

    void consume(const BlockRef& block) override;
    /// A block, processed, that nobody behind the queue will see: raises what asks for SafeState
    /// and needs nothing but a value, and clears nothing.
    void blockDropped(const SampleBlock& block);
    /// Whether `blockDropped` looks for `rule`.
    [[nodiscard]] static bool judgesDropped(const AlarmRule& rule);
    void gapFound(DeviceId device, const Gap& gap) override;
    void textLine(const ReadTime& time, std::string_view line);
    /// The device measures or tries to, or it rests: a silence then means nothing.
    void setActive(bool active, const ReadTime& now);
    /// The device is in Error, or no longer: why no sample comes is known, so that alarms of
    /// missing data rest, but those that ask for SafeState.
    void setInError(bool inError, const ReadTime& now);
    /// To be called about twice a second: raises what only time can.
    void look(const ReadTime& now);

    /// Somebody knows. An empty name means all. Errors: NotFound.
    Result<void> acknowledge(std::string_view name, const ReadTime& now);
    /// The alarms that are not Normal, in the order of the rules.
    [[nodiscard]] std::vector<AlarmStatus> status() const;

private:
    struct Watched;
    struct Extremes {
        double least = std::numeric_limits<double>::infinity();
        double most = -std::numeric_limits<double>::infinity();
        bool heard = false;  ///< a value came, also what is no number
        std::size_t lastHeard = 0;
        bool known = false;
    };
    struct Told {
        std::vector<Event> events;
        std::vector<Error> trips;
    };

    void resolve(const ChannelSetPtr& channels) TH_REQUIRES(m_mutex);
    [[nodiscard]] const Extremes& extremesOf(const SampleBlock& block, std::size_t channel)
        TH_REQUIRES(m_mutex);
    void watch(Watched& watched, const SampleBlock& block, Told& told) TH_REQUIRES(m_mutex);
    void watchSilence(Watched& watched, const SampleBlock& block, Told& told) TH_REQUIRES(m_mutex);
    void watchValues(Watched& watched, const SampleBlock& block, Told& told) TH_REQUIRES(m_mutex);
    void tell(Watched& watched, AlarmChange change, const AlarmMoment& moment, Told& told)
        TH_REQUIRES(m_mutex);
    void tellFlapping(Watched& watched, const ReadTime& now, Told& told) TH_REQUIRES(m_mutex);
    [[nodiscard]] std::string unitOf(const Watched& watched) const TH_REQUIRES(m_mutex);
    [[nodiscard]] std::string reasonOf(const Watched& watched, const AlarmMoment& moment) const
        TH_REQUIRES(m_mutex);
    void handOver(Told told) TH_EXCLUDES(m_mutex);

    const DeviceId m_device;
    EventLog& m_events;
    const Trip m_trip;
    mutable Mutex m_mutex;
    std::vector<Watched> m_watched TH_GUARDED_BY(m_mutex);
    bool m_active TH_GUARDED_BY(m_mutex) = false;
    bool m_inError TH_GUARDED_BY(m_mutex) = false;
    ChannelSetPtr m_channels TH_GUARDED_BY(m_mutex);
    std::vector<Extremes> m_extremes TH_GUARDED_BY(m_mutex);
};

}  // namespace telemetryhub::engine
