// SPDX-License-Identifier: GPL-3.0-or-later
#include "gateway/session_replay_bus.h"

#include <algorithm>
#include <chrono>
#include <cmath>
#include <filesystem>
#include <utility>

#include <QObject>

#include "telemetryhub/engine/config/profile.h"
#include "telemetryhub/engine/record/csv_format.h"

namespace telemetryhub::engine {

namespace {

/// Rows of a turn of the event loop, so that other devices are served in between.
constexpr std::size_t kRowsPerTurn = 512;
constexpr std::chrono::milliseconds kLeastWait{1};
constexpr std::chrono::milliseconds kMostWait{1000};

/// Samples without a channel, as a table may have them, make no line that can be played.
Result<const RecordedDeviceInfo*> playable(const RecordedDeviceInfo& device) {
    if (!device.channels->empty() || device.samples == 0) return &device;
    return Error{ErrorCode::NotFound, "The samples of '" + device.device.name +
                                          "' hold no value: there is nothing to play. "
                                          "Choose another device."};
}

Result<const RecordedDeviceInfo*> recordedDevice(const SessionInfo& info, const std::string& name) {
    if (!name.empty()) {
        if (const RecordedDeviceInfo* found = info.findNamed(name)) return playable(*found);
        return Error{ErrorCode::NotFound, "There is no device '" + name + "' in '" + info.path +
                                              "'. telemetryhub info names them."};
    }
    std::vector<const RecordedDeviceInfo*> withSamples;
    std::string names;
    for (const RecordedDeviceInfo& device : info.devices) {
        if (device.samples == 0 || device.channels->empty()) continue;
        withSamples.push_back(&device);
        names += ' ' + device.device.name;
    }
    if (withSamples.size() == 1) return withSamples.front();
    if (withSamples.empty())
        return Error{ErrorCode::NotFound, "'" + info.path + "' holds no sample with a value."};
    return Error{ErrorCode::InvalidArgument,
                 "'" + info.path + "' holds several devices; name one with device=:" + names + '.'};
}

/// A title, quoted where a CSV asks for it.
void appendTitle(std::string& line, const std::string& title) {
    if (title.find_first_of(",\"\r\n") == title.npos) {
        line += title;
        return;
    }
    line += '"';
    for (const char c : title) {
        if (c == '"') line += '"';
        line += c;
    }
    line += '"';
}

void keepLooks(const ChannelSet& channels, ProcessingSettings& processing) {
    for (const Channel& channel : channels.channels()) {
        const bool hasLook = channel.decimals || channel.range || !channel.colour.empty();
        if (!hasLook) continue;
        ChannelSettings look;
        look.channel = channel.name;
        look.decimals = channel.decimals;
        look.colour = channel.colour;
        look.range = channel.range;
        processing.channels.push_back(std::move(look));
    }
}

}  // namespace

Result<void> prepareSessionReplay(DeviceSettings& settings) {
    const auto& replay = std::get<ReplaySettings>(settings.bus);
    settings.decode = DecodeSettings(Format::Csv);
    const auto opened = SessionReader::open(replay.path);
    if (!opened) return opened.error();
    const auto device = recordedDevice(opened.value()->info(), replay.device);
    if (!device) return device.error();
    if (settings.processing.channels.empty())
        keepLooks(*device.value()->channels, settings.processing);
    const std::string& profile = device.value()->device.profile;
    if (!settings.processing.alarms.empty() || profile.empty()) return {};
    const ReadProfile read = readProfile("recorded", profile);
    if (read.errors.empty()) settings.processing.alarms = read.profile.processing.alarms;
    return {};
}

SessionReplayBus::SessionReplayBus(ReplaySettings settings, BusListener& listener,
                                   const Clock& clock)
    : m_settings(std::move(settings)), m_listener(listener), m_clock(clock) {
    m_timer.setSingleShot(true);
    m_timer.setTimerType(Qt::PreciseTimer);
    QObject::connect(&m_timer, &QTimer::timeout, &m_timer, [this] { tick(); });
}

Result<void> SessionReplayBus::open() {
    auto opened = SessionReader::open(m_settings.path);
    if (!opened) return opened.error();
    const auto device = recordedDevice(opened.value()->info(), m_settings.device);
    if (!device) return device.error();
    const RecordedDeviceInfo& info = *device.value();
    m_device = info.device.id;
    m_beginNs = info.from.steadyNs;
    m_endNs = info.to.steadyNs;
    m_channels.clear();
    for (std::size_t i = 0; i < info.channels->size() && i < ChannelSet::kMaxChannels; ++i)
        m_channels.push_back(i);
    m_reader = std::move(opened).value();
    m_titlesSent = false;
    m_hasPlayed = false;
    m_playsLeft = m_settings.repeat;
    m_paused = false;
    m_stopped = false;
    rewind();
    run();
    return {};
}

void SessionReplayBus::close() {
    m_timer.stop();
    m_reader.reset();
}

Result<void> SessionReplayBus::write(std::string_view) {
    return Error{ErrorCode::WriteFailed,
                 description() + " is a recording: nothing listens to what is sent."};
}

void SessionReplayBus::setPaused(bool paused) {
    if (m_paused == paused) return;
    m_paused = paused;
    run();
}

std::string SessionReplayBus::description() const {
    return std::filesystem::path(m_settings.path).filename().string();
}

Result<void> SessionReplayBus::control(const ReplayCommand& command) {
    using Kind = ReplayCommand::Kind;
    if (auto checked = checkReplayCommand(command); !checked) return checked;
    switch (command.kind) {
        case Kind::Pause: m_stopped = true; break;
        case Kind::Resume: m_stopped = false; break;
        case Kind::Speed: setSpeed(command.value); break;
        case Kind::Seek: seek(command.value); break;
        case Kind::Step:
            m_stopped = true;
            m_timer.stop();
            if (!hasRow()) return {};
            anchorAtPresent();
            (void)playRows(1);
            return {};
    }
    run();
    return {};
}

std::optional<ReplayStatus> SessionReplayBus::replayStatus() const {
    if (!isOpen()) return std::nullopt;
    const std::int64_t at = m_row < m_samples.size() ? rowNs() : m_endNs;
    const double share = lengthNs() > 0
                             ? static_cast<double>(at - m_beginNs) / static_cast<double>(lengthNs())
                             : 1.0;
    return ReplayStatus{m_stopped, m_settings.speed.value_or(0), share, lengthNs()};
}

/// Goes on or stands still, as it is held.
void SessionReplayBus::run() {
    if (!isOpen()) return;
    if (isHeld()) return m_timer.stop();
    if (hasRow()) anchorAtPresent();
    m_timer.start(0);
}

void SessionReplayBus::rewind() {
    m_isAnchored = false;
    m_nextChunk = 0;
    m_samples.clear();
    m_row = 0;
}

void SessionReplayBus::seek(double share) {
    const auto wantedNs =
        m_beginNs + static_cast<std::int64_t>(share * static_cast<double>(lengthNs()));
    const std::vector<StoredChunk>& chunks = m_reader->chunks(m_device);
    rewind();
    while (m_nextChunk < chunks.size() && chunks[m_nextChunk].to.steadyNs < wantedNs)
        ++m_nextChunk;
    if (!hasRow()) return;
    const auto& times = m_samples.steadyNs;
    m_row = static_cast<std::size_t>(std::lower_bound(times.begin(), times.end(), wantedNs) -
                                     times.begin());
}

void SessionReplayBus::setSpeed(double speed) {
    m_settings.speed = speed > 0 ? std::optional(speed) : std::nullopt;
    m_isAnchored = false;
}

/// The next sample is stamped now.
void SessionReplayBus::anchorAtPresent() {
    if (!m_settings.speed) return anchorAsFastAsPossible();
    m_anchorRowNs = rowNs();
    m_anchor = m_clock.now();
}

/// The next sample is stamped so long ago that the last one is stamped now; behind what was played,
/// with the last stamp, because time does not go back. A pause changes nothing.
void SessionReplayBus::anchorAsFastAsPossible() {
    if (std::exchange(m_isAnchored, true)) return;
    m_anchorRowNs = rowNs();
    m_anchor = m_lastStamp;
    if (m_hasPlayed) return;
    const std::int64_t leftNs = m_endNs - m_anchorRowNs + (m_playsLeft - 1) * lengthNs();
    m_anchor = m_clock.now();
    m_anchor.steadyNs -= leftNs;
    m_anchor.wallNs -= leftNs;
}

bool SessionReplayBus::hasRow() {
    const std::vector<StoredChunk>& chunks = m_reader->chunks(m_device);
    while (m_row >= m_samples.size()) {
        if (m_nextChunk == chunks.size()) return false;
        m_row = 0;
        if (!m_reader->read(m_device, chunks[m_nextChunk++], m_channels, m_samples))
            m_samples.clear();
    }
    return true;
}

ReadTime SessionReplayBus::stampOf(std::size_t row) const {
    const std::int64_t recordedNs = m_samples.steadyNs[row] - m_anchorRowNs;
    const std::int64_t playedNs =
        m_settings.speed ? std::llround(static_cast<double>(recordedNs) / *m_settings.speed)
                         : recordedNs;
    return {m_anchor.steadyNs + playedNs, m_anchor.wallNs + playedNs};
}

void SessionReplayBus::tick() {
    if (!hasRow()) return atEnd();
    if (!playRows(kRowsPerTurn)) return;
    if (isOpen() && !isHeld()) schedule();
}

/// Rows of one time go together. False when a call closed the bus.
bool SessionReplayBus::playRows(std::size_t most) {
    const std::int64_t now = m_clock.steadyNs();
    std::size_t played = 0;
    while (played < most && hasRow()) {
        const ReadTime stamp = stampOf(m_row);
        if (most > 1 && m_settings.speed && stamp.steadyNs > now) break;
        m_lines.clear();
        if (!std::exchange(m_titlesSent, true)) appendTitles();
        const std::int64_t recordedNs = rowNs();
        do {
            appendRow(m_row);
            ++m_row;
            ++played;
        } while (played < most && m_row < m_samples.size() && rowNs() == recordedNs);
        m_lastStamp = stamp;
        m_hasPlayed = true;
        m_listener.bytesRead(m_lines, stamp);
        if (!isOpen()) return false;
        if (most > 1 && isHeld()) return true;
    }
    return true;
}

void SessionReplayBus::appendTitles() {
    const ChannelSet& channels = *m_reader->info().find(m_device)->channels;
    for (const std::size_t channel : m_channels) {
        if (channel > 0) m_lines += ',';
        appendTitle(m_lines, columnTitle(channels[channel]));
    }
    m_lines += '\n';
}

void SessionReplayBus::appendRow(std::size_t row) {
    for (const std::size_t channel : m_channels) {
        if (channel > 0) m_lines += ',';
        appendNumber(m_lines, m_samples.columns[channel][row]);
    }
    m_lines += '\n';
}

void SessionReplayBus::schedule() {
    if (!hasRow() || !m_settings.speed) return m_timer.start(0);
    const std::chrono::nanoseconds wait(stampOf(m_row).steadyNs - m_clock.steadyNs());
    const auto rounded = std::chrono::floor<std::chrono::milliseconds>(wait);
    m_timer.start(std::clamp(rounded, kLeastWait, kMostWait));
}

void SessionReplayBus::atEnd() {
    if (--m_playsLeft > 0) {
        rewind();
        return run();
    }
    close();
    m_listener.busFinished();
}

}  // namespace telemetryhub::engine
