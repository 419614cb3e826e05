// SPDX-License-Identifier: GPL-3.0-or-later
#include "telemetryhub/engine/bus/replay_bus.h"

#include <algorithm>
#include <cerrno>
#include <chrono>
#include <filesystem>
#include <system_error>
#include <utility>

#include <QObject>

#include "bus/timer_wait.h"

namespace telemetryhub::engine {

namespace {

constexpr double kBitsPerByte = 10;  // with start and stop bit
constexpr std::chrono::milliseconds kMinWait{4};
constexpr std::streamsize kMostLineBytes = 4096;

Result<void> checkFile(const std::string& path) {
    std::error_code error;
    const auto status = std::filesystem::status(path, error);
    if (status.type() == std::filesystem::file_type::not_found)
        return Error{ErrorCode::NotFound, path + " does not exist. Check the path."};
    if (error)
        return Error{ErrorCode::ReadFailed,
                     path + " cannot be read (" + error.message() + "). Check its permissions."};
    if (status.type() != std::filesystem::file_type::regular)
        return Error{ErrorCode::InvalidArgument, path + " is not a file. Name a captured stream."};
    return {};
}

}  // namespace

ReplayBus::ReplayBus(ReplaySettings settings, BusListener& listener, const Clock& clock)
    : m_settings(std::move(settings)), m_listener(listener), m_clock(clock) {
    m_timer.setSingleShot(true);
    m_timer.setTimerType(Qt::PreciseTimer);
    QObject::connect(&m_timer, &QTimer::timeout, &m_timer, [this] { tick(); });
}

Result<void> ReplayBus::checkSettings() const {
    if (m_settings.repeat < 1)
        return Error{ErrorCode::InvalidArgument, "repeat: expected 1 or more."};
    if (m_settings.baud < 1) return Error{ErrorCode::InvalidArgument, "baud: expected 1 or more."};
    if (m_settings.speed && !(*m_settings.speed > 0))
        return Error{ErrorCode::InvalidArgument, "speed: expected max, or more than 0."};
    return checkFile(m_settings.path);
}

Result<void> ReplayBus::open() {
    if (auto checked = checkSettings(); !checked) return checked;
    errno = 0;
    m_file.clear();
    m_file.open(m_settings.path, std::ios::binary);
    if (!m_file.is_open())
        return Error{ErrorCode::ReadFailed, m_settings.path + " cannot be read (" +
                                                std::generic_category().message(errno) +
                                                "). Check its permissions."};
    std::error_code failed;
    m_fileBytes = std::filesystem::file_size(m_settings.path, failed);
    m_at = 0;
    setSpeed(m_settings.speed.value_or(0));
    m_buffer.resize(kChunkBytes);
    m_playsLeft = m_settings.repeat;
    m_paused = false;
    m_stopped = false;
    run();
    return {};
}

void ReplayBus::close() {
    m_timer.stop();
    m_file.close();
}

Result<void> ReplayBus::write(std::string_view) {
    return Error{ErrorCode::WriteFailed,
                 description() + " is a recording: nothing listens to what is sent."};
}

void ReplayBus::setPaused(bool paused) {
    if (m_paused == paused) return;
    m_paused = paused;
    run();
}

/// Goes on or stands still, as it is held.
void ReplayBus::run() {
    if (!isOpen()) return;
    if (isHeld()) return m_timer.stop();
    // What would have come during the pause comes after it, at the speed of the wire.
    if (m_schedule) m_schedule->holdBack(m_clock.steadyNs());
    m_timer.start(0);
}

Result<void> ReplayBus::control(const ReplayCommand& command) {
    using Kind = ReplayCommand::Kind;
    if (auto checked = checkReplayCommand(command); !checked) return checked;
    switch (command.kind) {
        case Kind::Pause: m_stopped = true; break;
        case Kind::Resume: m_stopped = false; break;
        case Kind::Speed: setSpeed(command.value); break;
        case Kind::Seek: seek(command.value); break;
        case Kind::Step:
            m_stopped = true;
            run();
            step();
            return {};
    }
    run();
    return {};
}

std::optional<ReplayStatus> ReplayBus::replayStatus() const {
    if (!isOpen()) return std::nullopt;
    constexpr double kNsOfSecond = 1e9;
    const auto size = static_cast<double>(m_fileBytes);
    return ReplayStatus{
        m_stopped, m_settings.speed.value_or(0),
        m_fileBytes == 0 ? 1.0 : static_cast<double>(m_at) / size,
        static_cast<std::int64_t>(size * kBitsPerByte / m_settings.baud * kNsOfSecond)};
}

void ReplayBus::setSpeed(double speed) {
    m_settings.speed = speed > 0 ? std::optional(speed) : std::nullopt;
    m_schedule.reset();
    if (m_settings.speed)
        m_schedule.emplace(*m_settings.speed * m_settings.baud / kBitsPerByte, m_clock.steadyNs());
}

void ReplayBus::seek(double share) {
    m_at = static_cast<std::uint64_t>(share * static_cast<double>(m_fileBytes));
    m_file.clear();
    m_file.seekg(static_cast<std::streamoff>(m_at));
    if (m_at == 0) return;
    // A text goes on with a whole line; what has no line end near goes on where it is.
    m_file.read(m_buffer.data(), kMostLineBytes);
    const std::string_view ahead(m_buffer.data(), static_cast<std::size_t>(m_file.gcount()));
    const std::size_t lineEnd = ahead.find('\n');
    if (lineEnd != ahead.npos) m_at += lineEnd + 1;
    m_file.clear();
    m_file.seekg(static_cast<std::streamoff>(m_at));
}

void ReplayBus::step() {
    m_file.read(m_buffer.data(), kMostLineBytes);
    const std::string_view ahead(m_buffer.data(), static_cast<std::size_t>(m_file.gcount()));
    const std::size_t lineEnd = ahead.find('\n');
    const std::size_t length = lineEnd == ahead.npos ? ahead.size() : lineEnd + 1;
    m_file.clear();
    m_file.seekg(static_cast<std::streamoff>(m_at));
    playNext(length, m_clock.now());
}

std::string ReplayBus::description() const {
    return std::filesystem::path(m_settings.path).filename().string();
}

void ReplayBus::tick() {
    const ReadTime now = m_clock.now();
    std::size_t bytes = kChunkBytes;
    if (m_schedule)
        bytes = static_cast<std::size_t>(
            std::min<std::uint64_t>(m_schedule->due(now.steadyNs), kChunkBytes));
    // The next turn is set before the listener is called: it may pause or close this bus.
    schedule(now.steadyNs);
    if (bytes > 0) playNext(bytes, now);
}

void ReplayBus::schedule(std::int64_t nowNs) {
    if (!m_schedule || m_schedule->due(nowNs) > kChunkBytes) {
        m_timer.start(0);
        return;
    }
    const auto wait = std::chrono::ceil<std::chrono::milliseconds>(m_schedule->untilDue(1, nowNs));
    m_timer.start(std::clamp(wait, kMinWait, kMaxTimerWait));
}

void ReplayBus::playNext(std::size_t maxBytes, const ReadTime& now) {
    m_file.read(m_buffer.data(), static_cast<std::streamsize>(maxBytes));
    const auto count = static_cast<std::size_t>(m_file.gcount());
    if (m_file.bad()) {
        close();
        m_listener.busFailed({ErrorCode::ReadFailed,
                              "Reading " + description() + " failed. Check the disk it lies on."});
        return;
    }
    if (count == 0) {
        endOfFile();
        return;
    }
    if (m_schedule) m_schedule->take(count);
    m_at += count;
    m_listener.bytesRead({m_buffer.data(), count}, now);
}

void ReplayBus::endOfFile() {
    if (--m_playsLeft > 0) {
        m_file.clear();
        m_file.seekg(0);
        m_at = 0;
        if (!isHeld()) m_timer.start(0);
        return;
    }
    close();
    m_listener.busFinished();
}

}  // namespace telemetryhub::engine
