// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <atomic>
#include <memory>
#include <optional>

#include "telemetryhub/engine/core/mutex.h"
#include "telemetryhub/engine/outlet/outlet.h"
#include "telemetryhub/engine/record/session_recorder.h"

namespace telemetryhub::engine {

/// Where a recording can begin and end while the stream goes on.
///
/// Threads: as Outlet.
class RecordingSlot final : public Outlet {
public:
    enum class Raw { Kept, Left };

    /// From the next block on. \pre there is none, and the recorder knows the devices
    void put(std::shared_ptr<SessionRecorder> recorder, Raw raw);
    /// The recorder, which gets nothing more; null when there is none. Waits for a block that is
    /// being handed over.
    [[nodiscard]] std::shared_ptr<SessionRecorder> take();

    [[nodiscard]] bool isEmpty() const { return !current(); }
    void addDevice(const OutletDevice& device) override;
    void addEvent(const Event& event) override;
    [[nodiscard]] std::optional<OutletSnapshot> account() const override;
    /// Of the present recording, or of the last one.
    [[nodiscard]] std::optional<RecordingSnapshot> snapshot() const;
    /// What the snapshot says when there is no recording any more.
    void setLast(RecordingSnapshot last);

    void consume(const BlockRef& block) override;
    void gapFound(DeviceId device, const Gap& gap) override;
    [[nodiscard]] bool wantsRaw() const override {
        // Relaxed: a stream can begin to be kept anywhere.
        return m_wantsRaw.load(std::memory_order_relaxed);
    }
    void takeRaw(RawPiece piece) override;

private:
    [[nodiscard]] std::shared_ptr<SessionRecorder> current() const;

    Mutex m_useMutex;  // held while a block is handed over
    mutable Mutex m_mutex;
    std::shared_ptr<SessionRecorder> m_recorder TH_GUARDED_BY(m_mutex);
    std::optional<RecordingSnapshot> m_last TH_GUARDED_BY(m_mutex);
    std::atomic<bool> m_wantsRaw{false};
};

}  // namespace telemetryhub::engine
