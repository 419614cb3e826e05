// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <map>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include <QString>

#include "chart/chart_channel.h"
#include "chart/chart_source.h"
#include "telemetryhub/engine/core/sample_block.h"
#include "telemetryhub/engine/core/sample_writer.h"
#include "telemetryhub/engine/history/history.h"

namespace telemetryhub::ui::testing {

inline constexpr std::int64_t kSecond = 1'000'000'000;
inline constexpr std::int64_t kMillisecond = 1'000'000;

/// One device that writes rows into a history, at times since the session began.
class ScriptedDevice final : public engine::BlockReceiver {
public:
    ScriptedDevice(engine::History& history, engine::BlockPool& pool, engine::ReadTime start,
                   engine::DeviceId id, std::size_t channels)
        : m_history(history), m_start(start), m_id(id), m_writer(pool, id, *this) {
        std::vector<engine::Channel> set;
        for (std::size_t i = 0; i < channels; ++i)
            set.push_back({"ch" + std::to_string(i), "V", std::nullopt});
        m_writer.setChannels(std::make_shared<engine::ChannelSet>(std::move(set)));
    }

    void add(std::int64_t ns, std::span<const double> row) {
        m_writer.setReadTime({m_start.steadyNs + ns, m_start.wallNs + ns});
        m_writer.addRow(row);
    }
    void add(std::int64_t ns, double value) { add(ns, std::span(&value, 1)); }
    void flush() { m_writer.flush(); }
    /// The last sample before and the first one behind it, since the session began.
    void gap(engine::ErrorCode reason, std::int64_t fromNs, std::int64_t toNs,
             std::uint64_t lost = 0) {
        flush();
        m_history.gapFound(m_id, {reason,
                                  {m_start.steadyNs + fromNs, m_start.wallNs + fromNs},
                                  {m_start.steadyNs + toNs, m_start.wallNs + toNs},
                                  0,
                                  lost});
    }
    void receive(engine::BlockRef block) override { m_history.consume(block); }

private:
    engine::History& m_history;
    engine::ReadTime m_start;
    engine::DeviceId m_id;
    engine::SampleWriter m_writer;
};

/// A source whose time stands still until it is moved.
class ScriptedSource final : public ChartSource {
public:
    static constexpr engine::ReadTime kStart{1'000 * kSecond, 1'700'000'000 * kSecond};

    [[nodiscard]] const engine::SampleStore& history() const override { return m_history; }
    [[nodiscard]] engine::ReadTime start() const override { return kStart; }
    [[nodiscard]] engine::ReadTime now() const override {
        return {kStart.steadyNs + nowNs, kStart.wallNs + nowNs};
    }
    [[nodiscard]] std::optional<ChartDevice> device(engine::DeviceId id) const override {
        const auto found = facts.find(id);
        return found == facts.end() ? std::nullopt : std::optional(found->second);
    }

    [[nodiscard]] std::vector<engine::Event> events(std::uint64_t after) const override {
        std::vector<engine::Event> newer;
        for (const engine::Event& event : happened)
            if (event.number > after) newer.push_back(event);
        return newer;
    }
    [[nodiscard]] std::vector<ChartLimit> limits(engine::DeviceId /*id*/,
                                                 std::size_t /*channel*/) const override {
        return drawnLimits;
    }

    ScriptedDevice& makeDevice(std::size_t channels) {
        const engine::DeviceId id{static_cast<std::uint32_t>(m_devices.size() + 1)};
        m_devices.push_back(
            std::make_unique<ScriptedDevice>(m_history, m_pool, kStart, id, channels));
        facts[id] = {engine::DeviceState::Measuring, kStart.steadyNs, 10 * kMillisecond};
        return *m_devices.back();
    }
    engine::History& writableHistory() { return m_history; }

    std::int64_t nowNs = 0;  ///< since the session began
    std::map<engine::DeviceId, ChartDevice> facts;
    std::vector<engine::Event> happened;
    std::vector<ChartLimit> drawnLimits;  ///< of every channel

private:
    // Blocks return to the pool, so it is destroyed last.
    engine::BlockPool m_pool;
    engine::History m_history{std::size_t{256} * 1000 * 1000};
    std::vector<std::unique_ptr<ScriptedDevice>> m_devices;
};

inline ChartChannel channelOf(std::uint32_t device, std::size_t channel,
                              const QString& unit = QStringLiteral("V")) {
    return {engine::DeviceId{device},
            channel,
            static_cast<int>(channel),
            QStringLiteral("ch%1").arg(channel),
            unit,
            QStringLiteral("Device %1").arg(device)};
}

}  // namespace telemetryhub::ui::testing
