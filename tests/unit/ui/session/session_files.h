// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <algorithm>
#include <cmath>
#include <fstream>
#include <memory>
#include <string>
#include <vector>

#include <QByteArray>
#include <QFile>
#include <QString>
#include <QWidget>

#include "telemetryhub/engine/core/sample_block.h"
#include "telemetryhub/engine/record/session_writer.h"

/// Session files made by hand.
namespace telemetryhub::ui::testing {

constexpr engine::ReadTime kSessionStart{5'000'000'000, 1'700'000'000'000'000'000};
constexpr std::int64_t kStepNs = 10'000'000;

inline engine::ReadTime after(std::int64_t ns) {
    return {kSessionStart.steadyNs + ns, kSessionStart.wallNs + ns};
}

/// Writes one session file; whatever goes wrong makes it shorter.
class SessionFile {
public:
    explicit SessionFile(const QString& path) {
        auto created = engine::SessionWriter::create(path.toStdString(),
                                                     {kSessionStart, "telemetryhub test", {}});
        if (created) m_writer = std::move(created).value();
    }

    /// A device whose channels are `first` to `first + channels - 1`, `samples` of them 10 ms apart
    /// from the beginning on.
    void addDevice(std::uint32_t id, const std::string& name, std::size_t channels,
                   std::size_t samples) {
        std::vector<engine::Channel> all;
        for (std::size_t i = 0; i < channels; ++i)
            all.push_back({"ch" + std::to_string(i), i % 2 ? "V" : "", std::nullopt});
        const auto set = std::make_shared<const engine::ChannelSet>(std::move(all));
        (void)m_writer->addDevice({engine::DeviceId{id}, name, "sim:" + name, {}});
        std::vector<double> row(channels);
        for (std::size_t at = 0; at < samples;) {
            engine::BlockRef block = m_pool.acquire(engine::DeviceId{id}, at + 1, set);
            for (; at < samples && !block->full(); ++at) {
                for (std::size_t i = 0; i < channels; ++i)
                    row[i] = valueAt(at, i);
                block.writable().append(after(static_cast<std::int64_t>(at) * kStepNs), row);
            }
            (void)m_writer->add(*block);
        }
        m_end = std::max(m_end, static_cast<std::int64_t>(samples) * kStepNs);
    }

    void addEvent(std::uint32_t device, std::int64_t ns, const std::string& text,
                  engine::Severity severity = engine::Severity::Warning) {
        engine::Event event;
        event.number = ++m_events;
        event.time = after(ns);
        event.device = engine::DeviceId{device};
        event.severity = severity;
        event.text = text;
        (void)m_writer->addEvent(event);
    }

    void finish() {
        (void)m_writer->finish(after(m_end));
        m_writer.reset();
    }

    /// Hard to pack, so that a file has many pages of samples.
    static double valueAt(std::size_t sample, std::size_t channel) {
        return std::sin(static_cast<double>(sample * (channel + 1)) * 0.7311) * 1e3;
    }

private:
    engine::BlockPool m_pool;
    std::unique_ptr<engine::SessionWriter> m_writer;
    std::uint64_t m_events = 0;
    std::int64_t m_end = 0;
};

/// Flips bits in pages in the midst of a file, where its samples are.
inline void damage(const QString& path) {
    QFile file(path);
    if (!file.open(QIODevice::ReadWrite)) return;
    QByteArray bytes = file.readAll();
    for (qsizetype at = bytes.size() * 4 / 10; at < bytes.size() * 6 / 10; at += 1000)
        bytes[at] = static_cast<char>(bytes[at] ^ 0x55);
    file.seek(0);
    file.write(bytes);
}

inline QStringList linesOf(const QString& path) {
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly)) return {};
    QStringList lines =
        QString::fromUtf8(file.readAll()).remove(QLatin1Char('\r')).split(QLatin1Char('\n'));
    lines.removeAll(QString());
    return lines;
}

/// A part by its accessible name.
template <typename Part>
Part* part(const QWidget& parent, const QString& name) {
    for (auto* one : parent.findChildren<Part*>())
        if (one->accessibleName() == name) return one;
    return nullptr;
}

/// Its digits are grouped by narrow spaces, which no test wants to spell.
inline QString plain(QString text) {
    return text.replace(QChar(0x202F), QLatin1Char(' '));
}

}  // namespace telemetryhub::ui::testing
