// SPDX-License-Identifier: GPL-3.0-or-later
#include "serve/downloads.h"

#include <algorithm>
#include <utility>

#include "telemetryhub/engine/core/thread_name.h"

namespace telemetryhub::engine {

namespace {

class PipeStream final : public HttpStream {
public:
    explicit PipeStream(std::shared_ptr<DownloadPipe> pipe) : m_pipe(std::move(pipe)) {}
    ~PipeStream() override { m_pipe->close(); }
    void pull(Ready ready) override { m_pipe->pull(std::move(ready)); }
    [[nodiscard]] bool isBroken() const override { return m_pipe->isBroken(); }

private:
    const std::shared_ptr<DownloadPipe> m_pipe;
};

Error clientGone() {
    return {ErrorCode::Stopping, "The client went away."};
}

}  // namespace

Result<void> DownloadPipe::write(std::string piece) {
    const MutexLock lock(m_mutex);
    while (m_pieces.size() >= kMaxPieces && !m_isClosed)
        m_taken.wait(m_mutex);
    if (m_isClosed) return clientGone();
    m_pieces.push_back(std::move(piece));
    if (m_isWanted) m_lastPullNs = m_clock.steadyNs();
    wake();
    return {};
}

void DownloadPipe::end(Ending ending) {
    const MutexLock lock(m_mutex);
    if (m_isGivenUp) return;
    m_isEnded = true;
    m_isBroken = ending == Ending::Broken;
    wake();
}

/// Tells the loop when it waits for a piece.
void DownloadPipe::wake() {
    if (!std::exchange(m_isWanted, false)) return;
    m_home->post([self = shared_from_this()] { self->deliver(); });
}

void DownloadPipe::pull(HttpStream::Ready ready) {
    m_ready = std::move(ready);
    {
        const MutexLock lock(m_mutex);
        m_lastPullNs = m_clock.steadyNs();
    }
    deliver();
}

void DownloadPipe::deliver() {
    std::string piece;
    {
        const MutexLock lock(m_mutex);
        if (m_isClosed && !m_isGivenUp) return;
        if (m_pieces.empty() && !m_isEnded) {
            m_isWanted = true;
            return;
        }
        if (!m_pieces.empty()) {
            piece = std::move(m_pieces.front());
            m_pieces.pop_front();
            m_taken.notifyAll();
        }
    }
    const HttpStream::Ready ready = std::exchange(m_ready, {});
    if (ready) ready(std::move(piece));
}

bool DownloadPipe::isBroken() const {
    const MutexLock lock(m_mutex);
    return m_isBroken;
}

bool DownloadPipe::isSlow() const {
    const MutexLock lock(m_mutex);
    const std::int64_t least = std::chrono::nanoseconds(kSlowPiece).count();
    return !m_pieces.empty() && m_clock.steadyNs() - m_lastPullNs >= least;
}

void DownloadPipe::giveUp() {
    const MutexLock lock(m_mutex);
    m_isClosed = m_isGivenUp = m_isEnded = m_isBroken = true;
    m_pieces.clear();
    m_taken.notifyAll();
    wake();
}

bool DownloadPipe::isGivenUp() const {
    const MutexLock lock(m_mutex);
    return m_isGivenUp;
}

void DownloadPipe::close() {
    const MutexLock lock(m_mutex);
    m_isClosed = true;
    m_pieces.clear();
    m_taken.notifyAll();
}

Result<void> PipeTarget::write(std::string_view rows) {
    m_written += rows.size();
    while (!rows.empty()) {
        const std::size_t room = DownloadPipe::kPieceBytes - m_piece.size();
        m_piece += rows.substr(0, room);
        rows.remove_prefix(std::min(room, rows.size()));
        if (m_piece.size() < DownloadPipe::kPieceBytes) continue;
        if (auto sent = send(); !sent) return sent;
    }
    return {};
}

Result<void> PipeTarget::send() {
    if (const Begin begin = std::exchange(m_begin, nullptr))
        if (auto begun = begin(); !begun) return begun;
    if (m_piece.empty()) return {};
    return m_pipe.write(std::exchange(m_piece, {}));
}

Result<void> PipeTarget::finish() {
    return send();
}

Result<Widened> PipeTarget::widen(const CsvWidening&) {
    return Error{ErrorCode::Internal, "A download has its header already."};
}

Downloads::~Downloads() {
    for (const Running& running : m_running)
        running.pipe->close();
    for (Running& running : m_running)
        running.thread.join();
}

void Downloads::joinDone() {
    std::erase_if(m_running, [](Running& running) {
        if (!running.isDone->load(std::memory_order_acquire)) return false;
        running.thread.join();
        return true;
    });
}

// A thread that was let go may still wait for the disk, so there may be a few more of them.
bool Downloads::hasRoom() {
    const auto active = std::count_if(m_running.begin(), m_running.end(),
                                      [](const Running& each) { return !each.pipe->isGivenUp(); });
    if (m_running.size() >= 2 * kMaxThreads) return false;
    if (static_cast<std::size_t>(active) < kMaxThreads) return true;
    const auto slow = std::find_if(m_running.begin(), m_running.end(), [](const Running& each) {
        return !each.pipe->isGivenUp() && each.pipe->isSlow();
    });
    if (slow == m_running.end()) return false;
    slow->pipe->giveUp();
    return true;
}

Result<void> Downloads::start(std::shared_ptr<DownloadPipe> pipe, Job job) {
    joinDone();
    if (!hasRoom())
        return Error{ErrorCode::QueueFull,
                     "Four downloads run already. Come back when one of them is done; one whose "
                     "client takes less than 16 KiB a second gives way."};
    auto isDone = std::make_shared<std::atomic<bool>>(false);
    std::thread thread([pipe, job = std::move(job), isDone] {
        setThreadName("th-download");
        job(*pipe);
        isDone->store(true, std::memory_order_release);
    });
    m_running.push_back({std::move(thread), std::move(pipe), std::move(isDone)});
    return {};
}

std::unique_ptr<HttpStream> downloadStream(std::shared_ptr<DownloadPipe> pipe) {
    return std::make_unique<PipeStream>(std::move(pipe));
}

}  // namespace telemetryhub::engine
