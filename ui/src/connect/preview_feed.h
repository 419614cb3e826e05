// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <deque>
#include <future>
#include <memory>
#include <string>
#include <thread>
#include <vector>

#include "telemetryhub/engine/core/clock.h"
#include "telemetryhub/engine/core/mutex.h"
#include "telemetryhub/engine/core/raw_piece.h"
#include "telemetryhub/engine/device/device_report.h"
#include "telemetryhub/engine/history/history.h"
#include "telemetryhub/engine/hub/snapshot.h"

class QEventLoop;

namespace telemetryhub::ui {

/// Bytes that were read at once, cut to what is shown.
struct PreviewChunk {
    std::uint64_t number = 0;  ///< counts from 1
    engine::ReadTime time;
    std::string bytes;
};

/// What a preview knows at one moment.
struct PreviewSnapshot {
    engine::DeviceSnapshot device;
    engine::ReadTime now;
    engine::ReadTime start;
    std::vector<PreviewChunk> chunks;  ///< the newest, oldest first
    std::string tail;                  ///< the newest bytes
};

/// A device that is read to be looked at: the engine's own device on a thread of its own, whose
/// samples go into a small history and nowhere else. Nothing is recorded and nothing is sent.
///
/// Threads: construct, call and destroy on the main thread; the bus is opened and read on
///          th-preview. Destruction closes the bus and joins: a serial port that sent nothing
///          closes at once.
class PreviewFeed final : private engine::RawSink {
public:
    static constexpr std::size_t kMostChunks = 400;
    static constexpr std::size_t kMostChunkBytes = 256;
    static constexpr std::size_t kTailBytes = 2048;
    static constexpr engine::DeviceId kDevice{1};

    /// Opens the source at once.
    explicit PreviewFeed(engine::DeviceSettings settings);
    ~PreviewFeed() override;
    PreviewFeed(const PreviewFeed&) = delete;
    PreviewFeed& operator=(const PreviewFeed&) = delete;

    [[nodiscard]] const engine::DeviceSettings& settings() const { return m_settings; }
    [[nodiscard]] PreviewSnapshot snapshot() const;
    /// The samples of the last seconds, under `kDevice`.
    [[nodiscard]] const engine::SampleStore& history() const { return m_history; }

private:
    void run(std::promise<void> ready);
    [[nodiscard]] bool wantsRaw() const override { return true; }
    void takeRaw(engine::RawPiece piece) override;

    const engine::DeviceSettings m_settings;
    const engine::SystemClock m_clock;
    const engine::ReadTime m_start;
    engine::History m_history;
    const std::shared_ptr<engine::DeviceReport> m_report;
    mutable engine::Mutex m_mutex;
    std::deque<PreviewChunk> m_chunks TH_GUARDED_BY(m_mutex);
    std::string m_tail TH_GUARDED_BY(m_mutex);
    std::uint64_t m_chunkCount TH_GUARDED_BY(m_mutex) = 0;
    QEventLoop* m_loop = nullptr;  ///< lives on the thread's stack; set before the constructor ends
    std::thread m_thread;
};

/// What of a source can be looked at; replays of recorded sessions and pushed samples cannot.
[[nodiscard]] bool canPreview(const engine::BusSettings& bus);

}  // namespace telemetryhub::ui
