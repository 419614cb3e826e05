// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <thread>

namespace telemetryhub::app {

/// What is done with a line when there is no room for it.
enum class LineKind {
    Log,           ///< dropped, counted, and told when there is room again
    Announcement,  ///< kept all the same: there are few
    Status,        ///< dropped as soon as anything waits: the next one says the same
};

/// Writes lines, in their order, to a place that may never take them: a pipe that nobody reads, a
/// file on a disk that hangs. Who has a line never waits.
///
///     LineWriter log({"th-log", STDERR_FILENO, [](const std::string& text) { return text + '\n';
///     }}); log.write(LineKind::Log, "ready\n");
///
/// Threads: every method from any thread, destruction from one; `flush` and destruction wait.
/// Errors:  a line that cannot be written is dropped and counted.
class LineWriter {
public:
    /// How long a place may take nothing before its lines are given up at the end.
    static constexpr std::chrono::milliseconds kPatience{1000};
    static constexpr std::size_t kMaxBytes = std::size_t{256} * 1024;

    struct Parts {
        std::string threadName;
        int descriptor = -1;
        bool isDescriptorOwned = false;  ///< it is closed at the end
        /// Makes a line of a sentence about this writer.
        std::function<std::string(const std::string&)> lineOf;
        std::size_t maxBytes = kMaxBytes;  ///< that wait
    };

    explicit LineWriter(Parts parts);
    /// Flushes and ends the thread. One that is held up is left behind.
    ~LineWriter();
    LineWriter(const LineWriter&) = delete;
    LineWriter& operator=(const LineWriter&) = delete;

    void write(LineKind kind, std::string line);
    /// Behind the lines that wait, goes on in this file, or on standard error when it is empty. A
    /// file that cannot be opened is told, and the place stays.
    void moveTo(std::string path);
    /// True when everything was written; false after `kPatience` without progress.
    bool flush();
    /// Lines of the log that were dropped so far.
    [[nodiscard]] std::uint64_t droppedCount() const;

private:
    struct State;

    const std::shared_ptr<State> m_state;  // with the thread, which may outlive this object
    std::thread m_thread;
};

}  // namespace telemetryhub::app
