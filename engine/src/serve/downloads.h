// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <atomic>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <deque>
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <thread>
#include <vector>

#include "serve/http_message.h"
#include "telemetryhub/engine/core/clock.h"
#include "telemetryhub/engine/core/error.h"
#include "telemetryhub/engine/core/executor.h"
#include "telemetryhub/engine/core/mutex.h"
#include "telemetryhub/engine/record/csv_target.h"

namespace telemetryhub::engine {

/// A few pieces of a body between the thread that writes it and the client that takes it.
///
/// Threads: `write`, `end` from the one that writes and may wait, the rest from th-rest.
class DownloadPipe : public std::enable_shared_from_this<DownloadPipe> {
public:
    static constexpr std::size_t kPieceBytes = std::size_t{64} * 1024;
    static constexpr std::size_t kMaxPieces = 4;
    /// A client that has not taken a piece for so long takes less than 16 KiB a second.
    static constexpr std::chrono::seconds kSlowPiece{4};

    /// \pre `clock` outlives this object
    DownloadPipe(std::shared_ptr<Executor> home, const Clock& clock)
        : m_home(std::move(home)), m_clock(clock), m_lastPullNs(clock.steadyNs()) {}

    /// Waits while the client has not taken enough. Errors: Stopping when it is gone.
    Result<void> write(std::string piece);
    enum class Ending { Whole, Broken };
    void end(Ending ending);

    void pull(HttpStream::Ready ready);
    [[nodiscard]] bool isBroken() const;
    /// Whether a piece waits for a client that takes the last one too slowly.
    [[nodiscard]] bool isSlow() const;
    /// Lets the writer go; what the client has is not whole.
    void giveUp();
    [[nodiscard]] bool isGivenUp() const;
    /// Nobody takes anything any more. Any thread.
    void close();

private:
    void deliver();
    void wake() TH_REQUIRES(m_mutex);

    const std::shared_ptr<Executor> m_home;
    const Clock& m_clock;
    mutable Mutex m_mutex;
    Condition m_taken;
    std::deque<std::string> m_pieces TH_GUARDED_BY(m_mutex);
    bool m_isClosed TH_GUARDED_BY(m_mutex) = false;
    bool m_isGivenUp TH_GUARDED_BY(m_mutex) = false;
    bool m_isEnded TH_GUARDED_BY(m_mutex) = false;
    bool m_isBroken TH_GUARDED_BY(m_mutex) = false;
    bool m_isWanted TH_GUARDED_BY(m_mutex) = false;
    std::int64_t m_lastPullNs TH_GUARDED_BY(m_mutex);
    HttpStream::Ready m_ready;  // of th-rest
};

/// The rows of a CSV table into a pipe.
///
/// `begin` is called before the first piece goes there, which is late enough for a mistake to be
/// told in place of the body; an error of it ends the table.
class PipeTarget final : public CsvTarget {
public:
    using Begin = std::function<Result<void>()>;
    /// \pre `pipe` outlives this object
    PipeTarget(DownloadPipe& pipe, Begin begin) : m_pipe(pipe), m_begin(std::move(begin)) {}

    Result<void> writeHeader(std::string_view header) override { return write(header); }
    Result<void> write(std::string_view rows) override;
    Result<void> sync() override { return {}; }
    Result<void> complete() override { return {}; }
    /// Begins if that was not done, and sends the last piece.
    Result<void> finish();
    [[nodiscard]] bool hasBegun() const { return !m_begin; }
    [[nodiscard]] bool canSync() const override { return false; }
    [[nodiscard]] bool canWiden() const override { return false; }
    Result<Widened> widen(const CsvWidening&) override;
    [[nodiscard]] std::uint64_t writtenBytes() const override { return m_written; }
    [[nodiscard]] std::string path() const override { return "download"; }

private:
    Result<void> send();

    DownloadPipe& m_pipe;
    Begin m_begin;
    std::string m_piece;
    std::uint64_t m_written = 0;
};

/// The threads that write downloads: a client that is slow holds up nobody but itself.
///
/// When all are in use and one more is wanted, the download of a client that is too slow (see
/// DownloadPipe::kSlowPiece) is given up for it. As long as nobody else wants one, a client may be
/// as slow as it likes.
///
/// Threads: th-rest; destruction may wait for the disk.
class Downloads {
public:
    static constexpr std::size_t kMaxThreads = 4;
    using Job = std::function<void(DownloadPipe& pipe)>;

    Downloads() = default;
    ~Downloads();
    Downloads(const Downloads&) = delete;
    Downloads& operator=(const Downloads&) = delete;

    /// Runs `job` on a thread of its own. Errors: QueueFull.
    Result<void> start(std::shared_ptr<DownloadPipe> pipe, Job job);

private:
    struct Running {
        std::thread thread;
        std::shared_ptr<DownloadPipe> pipe;
        std::shared_ptr<std::atomic<bool>> isDone;
    };
    void joinDone();
    [[nodiscard]] bool hasRoom();

    std::vector<Running> m_running;
};

/// The end of a pipe that a connection pulls from; going away closes it.
[[nodiscard]] std::unique_ptr<HttpStream> downloadStream(std::shared_ptr<DownloadPipe> pipe);

}  // namespace telemetryhub::engine
