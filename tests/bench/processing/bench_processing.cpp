// SPDX-License-Identifier: GPL-3.0-or-later
// The way of 8 columns of text through decoder, processing and history on one core, bare and with
// calculated channels and alarms.
#include <cstdio>
#include <cstdlib>
#include <string>
#include <vector>

#include "bench/bench_report.h"
#include "telemetryhub/engine/decode/decoder.h"
#include "telemetryhub/engine/history/history.h"
#include "telemetryhub/engine/pipeline/alarm_board.h"
#include "telemetryhub/engine/pipeline/channel_processing.h"
#include "telemetryhub/engine/pipeline/device_processing.h"

using namespace telemetryhub::engine;
using namespace telemetryhub::bench;

namespace {

constexpr int kRows = 500'000;
constexpr int kRepeats = 5;
constexpr int kChannels = 8;
constexpr std::size_t kChunkBytes = 4096;

std::string lines() {
    std::string text;
    for (int i = 0; i < kRows; ++i)
        for (int channel = 0; channel < kChannels; ++channel) {
            char cell[32];
            const int thousandths = (i % 10'000 * 7919 + channel * 131) % 200'000 - 100'000;
            (void)std::snprintf(cell, sizeof cell, "%.3f", thousandths / 1e3);
            text += cell;
            text += channel + 1 < kChannels ? ',' : '\n';
        }
    return text;
}

std::string channelName(int channel) {
    return "value " + std::to_string(channel + 1);
}

/// One of each kind for a channel.
std::vector<DerivedChannel> tenDerived(int channel) {
    const auto make = [channel](Derivation kind) {
        DerivedChannel derived;
        derived.name = channelName(channel) + " d" + std::to_string(static_cast<int>(kind));
        derived.kind = kind;
        derived.inputs = {channelName(channel)};
        derived.window = std::chrono::milliseconds(10);
        return derived;
    };
    std::vector<DerivedChannel> all;
    for (int kind = 0; kind <= static_cast<int>(Derivation::Expression); ++kind) {
        if (kind == static_cast<int>(Derivation::Mean)) continue;  // is a moving average
        all.push_back(make(static_cast<Derivation>(kind)));
    }
    for (DerivedChannel& derived : all) {
        if (derived.kind == Derivation::Difference || derived.kind == Derivation::Sum ||
            derived.kind == Derivation::Expression)
            derived.inputs.push_back(channelName((channel + 1) % kChannels));
        if (derived.kind == Derivation::Integral || derived.kind >= Derivation::Difference)
            derived.window = {};
    }
    all.back().expression = "x1 * x2 / 1000";
    return all;
}

/// High and low, warning and critical, rates, silence, with delays and hysteresis.
std::vector<AlarmRule> eightAlarms(int channel) {
    std::vector<AlarmRule> all;
    const auto add = [&](AlarmKind kind, double limit, std::chrono::milliseconds delay) {
        AlarmRule rule;
        rule.name = channelName(channel) + " alarm " + std::to_string(all.size());
        rule.channel = channelName(channel);
        rule.kind = kind;
        rule.limit = limit;
        rule.hysteresis = 1;
        rule.delay = delay;
        all.push_back(rule);
    };
    using namespace std::chrono_literals;
    add(AlarmKind::High, 150, 0ms);
    add(AlarmKind::High, 200, 0ms);
    add(AlarmKind::Low, -150, 0ms);
    add(AlarmKind::Low, -200, 0ms);
    add(AlarmKind::High, 120, 5s);
    add(AlarmKind::Low, -120, 5s);
    add(AlarmKind::Rate, 1e12, 0ms);
    add(AlarmKind::NoData, 0, 10s);
    return all;
}

/// Decoder, processing and history in one thread: the queue between them is another benchmark's.
class Path final : public DecoderOutput, private BlockReceiver {
public:
    explicit Path(const ProcessingSettings& settings)
        : DecoderOutput(m_writer), m_processing(partsFor(settings)) {}

    double run(const std::string& text) {
        const auto decoder = makeDecoder(Format::Csv);
        decoder->begin(StreamStart::Boundary);
        std::int64_t now = 0;
        for (std::size_t at = 0; at < text.size(); at += kChunkBytes) {
            m_writer.setReadTime({now += 100'000, now});
            decoder->decode(std::string_view(text).substr(at, kChunkBytes), *this);
        }
        decoder->finish(StreamEnd::Complete, *this);
        m_writer.flush();
        return static_cast<double>(m_ledger->snapshot().samplesProcessed);
    }
    void textLine(std::string_view) override {}
    void damaged(DiscardReason, std::string_view) override {}

private:
    DeviceProcessing::Parts partsFor(const ProcessingSettings& settings) {
        DeviceProcessing::Parts parts;
        parts.steps.push_back(
            std::make_unique<ChannelProcessing>(settings, ChannelProcessing::ChannelsListener()));
        parts.alarms = std::make_shared<AlarmBoard>(DeviceId{1}, settings.alarms, m_events,
                                                    AlarmBoard::Trip());
        parts.sinks = {&m_history};
        parts.ledger = m_ledger;
        parts.latency = &m_latency;
        parts.clock = &m_clock;
        return parts;
    }
    void receive(BlockRef block) override {
        m_ledger->samplesOffered(block->size());
        m_processing.process(std::move(block));
    }

    SystemClock m_clock;
    EventLog m_events;
    LatencyHistogram m_latency;
    History m_history{std::size_t{64} * 1000 * 1000};
    std::shared_ptr<DeviceLedger> m_ledger = std::make_shared<DeviceLedger>();
    BlockPool m_pool;
    SampleWriter m_writer{m_pool, DeviceId{1}, *this};
    DeviceProcessing m_processing;
};

double measure(const char* what, const std::string& text, const ProcessingSettings& settings,
               double bare) {
    if (!checkProcessing(settings)) std::abort();
    const double seconds = bestSecondsOf(kRepeats, [&] {
        if (Path(settings).run(text) != kRows) std::abort();
    });
    if (bare == 0)
        report(what, kRows / seconds, "frames/s");
    else
        report(what, kRows / seconds, "frames/s", "bare", kRows / bare);
    return seconds;
}

}  // namespace

int main() {
    const std::string text = lines();
    ProcessingSettings settings;
    const double bare = measure("8 columns of text, decoded, in the history", text, settings, 0);
    settings.derived = tenDerived(0);
    measure("  + 10 calculated channels", text, settings, bare);
    for (int channel = 0; channel < kChannels; ++channel) {
        const std::vector<AlarmRule> more = eightAlarms(channel);
        settings.alarms.insert(settings.alarms.end(), more.begin(), more.end());
    }
    measure("  + 10 calculated channels and 8 alarms on each of the 8", text, settings, bare);
    for (int channel = 1; channel < kChannels; ++channel) {
        const std::vector<DerivedChannel> more = tenDerived(channel);
        settings.derived.insert(settings.derived.end(), more.begin(), more.end());
    }
    measure("  + 10 calculated channels and 8 alarms for each of the 8", text, settings, bare);
    return 0;
}
