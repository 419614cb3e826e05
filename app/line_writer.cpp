// SPDX-License-Identifier: GPL-3.0-or-later
#include "line_writer.h"

#include <algorithm>
#include <cerrno>
#include <deque>
#include <optional>
#include <string_view>
#include <system_error>
#include <utility>

#include <fcntl.h>
#include <poll.h>
#include <unistd.h>

#include "telemetryhub/engine/core/mutex.h"
#include "telemetryhub/engine/core/thread_name.h"

namespace telemetryhub::app {

/// What the thread and the writer share; it belongs to whoever is left last.
struct LineWriter::State {
    /// A line, or a place to go on in.
    struct Task {
        std::string text;
        bool isPlace = false;
    };

    explicit State(Parts writerParts)
        : parts(std::move(writerParts)),
          descriptor(parts.descriptor),
          ownsDescriptor(parts.isDescriptorOwned) {}

    void add(LineKind kind, std::string line) TH_REQUIRES(mutex);
    void push(std::string line) TH_REQUIRES(mutex);
    void tellDropped() TH_REQUIRES(mutex);
    void run();
    [[nodiscard]] std::optional<Task> next();
    void done(const Task& task, bool isWritten);
    void step();
    bool writeAll(std::string_view text);
    void open(const std::string& path);
    [[nodiscard]] bool waitFor(const bool& condition) TH_REQUIRES(mutex);

    const Parts parts;
    int descriptor;       // of the thread alone
    bool ownsDescriptor;  // of the thread alone
    mutable engine::Mutex mutex;
    engine::Condition changed;
    std::deque<Task> tasks TH_GUARDED_BY(mutex);
    std::size_t bytes TH_GUARDED_BY(mutex) = 0;
    std::uint64_t dropped TH_GUARDED_BY(mutex) = 0;
    std::uint64_t toldDropped TH_GUARDED_BY(mutex) = 0;
    bool isFull TH_GUARDED_BY(mutex) = false;
    std::uint64_t steps TH_GUARDED_BY(mutex) = 0;  // of anything that was taken
    bool isIdle TH_GUARDED_BY(mutex) = true;
    bool isGivenUp TH_GUARDED_BY(mutex) = false;  // once is enough to wait
    bool stopping TH_GUARDED_BY(mutex) = false;
    bool ended TH_GUARDED_BY(mutex) = false;
};

void LineWriter::State::add(LineKind kind, std::string line) {
    if (kind == LineKind::Status && !(tasks.empty() && isIdle)) return;
    if (kind == LineKind::Log) {
        // Half of it is free before lines are taken again, or every other line would tell of one.
        isFull = bytes + line.size() > (isFull ? parts.maxBytes / 2 : parts.maxBytes);
        if (isFull) {
            ++dropped;
            return;
        }
        tellDropped();
    }
    push(std::move(line));
}

void LineWriter::State::push(std::string line) {
    bytes += line.size();
    isIdle = false;
    tasks.push_back({std::move(line)});
    changed.notifyAll();
}

void LineWriter::State::tellDropped() {
    const std::uint64_t count = dropped - std::exchange(toldDropped, dropped);
    if (count == 0) return;
    push(parts.lineOf(std::to_string(count) + (count == 1 ? " line was" : " lines were") +
                      " not logged: nobody took them."));
}

void LineWriter::State::run() {
    engine::setThreadName(parts.threadName);
    while (const auto task = next()) {
        if (task->isPlace) {
            open(task->text);
            done(*task, true);
        } else {
            done(*task, writeAll(task->text));
        }
    }
    if (ownsDescriptor) ::close(descriptor);
}

std::optional<LineWriter::State::Task> LineWriter::State::next() {
    const engine::MutexLock lock(mutex);
    while (tasks.empty() && !stopping) {
        isIdle = true;
        changed.notifyAll();
        changed.wait(mutex);
    }
    if (tasks.empty()) {
        isIdle = true;
        ended = true;
        changed.notifyAll();
        return std::nullopt;
    }
    Task task = std::move(tasks.front());
    tasks.pop_front();
    return task;
}

void LineWriter::State::done(const Task& task, bool isWritten) {
    const engine::MutexLock lock(mutex);
    ++steps;
    if (!task.isPlace) bytes -= task.text.size();
    if (!isWritten) ++dropped;
    // Who reads again learns at once what is missing; a place that fails would fail for that too.
    if (isWritten && tasks.empty()) {
        isFull = false;
        tellDropped();
    }
}

void LineWriter::State::step() {
    const engine::MutexLock lock(mutex);
    ++steps;
    changed.notifyAll();
}

bool LineWriter::State::writeAll(std::string_view text) {
    // Pieces that a pipe takes as a whole: so progress is seen.
    constexpr std::size_t kPiece = 4096;
    while (!text.empty()) {
        const ssize_t written = ::write(descriptor, text.data(), std::min(text.size(), kPiece));
        if (written > 0) {
            text.remove_prefix(static_cast<std::size_t>(written));
            step();
        } else if (written < 0 && errno == EAGAIN) {
            pollfd waiting{descriptor, POLLOUT, 0};
            (void)::poll(&waiting, 1, -1);
        } else if (written == 0 || errno != EINTR) {
            break;
        }
    }
    return text.empty();
}

void LineWriter::State::open(const std::string& path) {
    const int opened = path.empty()
                           ? STDERR_FILENO
                           : ::open(path.c_str(), O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0666);
    if (opened < 0) {
        const std::string line =
            parts.lineOf("The log file " + path + " cannot be written: " +
                         std::generic_category().message(errno) + ". It goes on where it was.");
        (void)writeAll(line);
        return;
    }
    if (ownsDescriptor) ::close(descriptor);
    descriptor = opened;
    ownsDescriptor = !path.empty();
}

/// False after `kPatience` without a step.
bool LineWriter::State::waitFor(const bool& condition) {
    using Clock = std::chrono::steady_clock;
    Clock::time_point lastStep = Clock::now();
    std::uint64_t seen = steps;
    while (!condition) {
        if (std::exchange(seen, steps) != steps) lastStep = Clock::now();
        const auto stood = Clock::now() - lastStep;
        if (stood >= kPatience) return !(isGivenUp = true);
        changed.waitFor(mutex, kPatience - stood);
    }
    return true;
}

LineWriter::LineWriter(Parts parts) : m_state(std::make_shared<State>(std::move(parts))) {
    m_thread = std::thread([state = m_state] { state->run(); });
}

LineWriter::~LineWriter() {
    bool hasEnded = false;
    {
        const engine::MutexLock lock(m_state->mutex);
        m_state->stopping = true;
        m_state->changed.notifyAll();
        hasEnded = m_state->isGivenUp ? m_state->ended : m_state->waitFor(m_state->ended);
    }
    if (hasEnded)
        m_thread.join();
    else
        m_thread.detach();  // whoever does not take its lines holds it, and may for ever
}

void LineWriter::write(LineKind kind, std::string line) {
    const engine::MutexLock lock(m_state->mutex);
    m_state->add(kind, std::move(line));
}

void LineWriter::moveTo(std::string path) {
    const engine::MutexLock lock(m_state->mutex);
    m_state->isIdle = false;
    m_state->tasks.push_back({std::move(path), true});
    m_state->changed.notifyAll();
}

bool LineWriter::flush() {
    const engine::MutexLock lock(m_state->mutex);
    return m_state->waitFor(m_state->isIdle);
}

std::uint64_t LineWriter::droppedCount() const {
    const engine::MutexLock lock(m_state->mutex);
    return m_state->dropped;
}

}  // namespace telemetryhub::app
