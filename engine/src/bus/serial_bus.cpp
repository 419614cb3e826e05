// SPDX-License-Identifier: GPL-3.0-or-later
#include "telemetryhub/engine/bus/serial_bus.h"

#include <algorithm>
#include <cerrno>
#include <cstdint>
#include <filesystem>
#include <memory>
#include <optional>
#include <system_error>
#include <utility>
#include <vector>

#include <poll.h>
#include <unistd.h>

#include <QObject>
#include <QSerialPort>
#include <QTimer>

#include "bus/low_latency_mode.h"
#include "bus/serial_port_setup.h"
#include "telemetryhub/engine/bus/port_diagnosis.h"
#include "telemetryhub/engine/bus/port_identity.h"

namespace telemetryhub::engine {

namespace {

/// So much of one port is read before the others have their turn: a port that is flooded would
/// hold up all of them.
constexpr std::size_t kMostBytesATurn = std::size_t{16} * 1024;

/// A driver that wakes its reader without a byte, again and again, is broken, and would take a
/// core.
constexpr int kMostEmptyReads = 1000;

std::string fullPath(const std::string& path) {
    return path.find('/') == std::string::npos ? "/dev/" + path : path;
}

/// Hands queued bytes to the system, as far as it takes them without waiting.
void sendNow(QSerialPort& serial) {
    // Qt reports a full system buffer as ResourceError when it is written to unasked.
    pollfd state{serial.handle(), POLLOUT, 0};
    if (::poll(&state, 1, 0) > 0 && (state.revents & POLLOUT) != 0) serial.flush();
}

}  // namespace

class SerialBus::Port {
public:
    Port(SerialSettings settings, BusListener& listener, BusParts& parts);

    Result<void> open();
    void close();
    [[nodiscard]] bool isOpen() const { return m_phase != Phase::Closed; }
    Result<void> write(std::string_view bytes);
    void setPaused(bool paused);
    [[nodiscard]] std::optional<LineCounts> lineCounts();
    /// `ttyUSB0`, or `ttyUSB0 (now ttyUSB1)`
    [[nodiscard]] std::string name() const;

private:
    enum class Phase {
        Closed,
        Open,
        Failing,  ///< the port failed; what it held before waits to be delivered and reported
        Ended,    ///< closed by the failure; the report waits for the end of a pause
    };

    struct AwaitedPath {
        std::string path;
        PathState state;
    };

    Result<void> openPort();
    Result<void> openPortAt(const std::string& path);
    [[nodiscard]] Result<std::string> locate() const;
    void learnIdentity();
    [[nodiscard]] Error diagnose(OpenFailure failure) const;
    void connectPort();
    void tuneLine();
    void warnOfLatency();
    void watchForBytes();
    ssize_t readSome(char* bytes, std::size_t most);
    void noteEmptyRead(int reason);
    [[nodiscard]] bool deliverHeld();
    void readAhead();
    void fillHeld();
    /// The paths under which the device may come back, as they are at this moment.
    [[nodiscard]] std::vector<AwaitedPath> awaitedPaths() const;
    void waitFor(const std::vector<AwaitedPath>& paths);
    void later(void (Port::*step)());
    void deliver();
    void fail(QSerialPort::SerialPortError error, const std::string& reason);
    void endFailure();

    SerialSettings m_settings;
    BusListener& m_listener;
    BusParts& m_parts;
    std::string m_path;           // where the device was found at the last opening
    std::string m_canonicalPath;  // the same through all links
    PortIdentity m_known;         // of the device, since it was first open
    Phase m_phase = Phase::Closed;
    bool m_paused = false;
    std::uint64_t m_opening = 0;  // queued steps of an earlier opening do nothing
    Error m_failure;
    std::vector<DirectoryWatch::Waiting> m_waiting;
    std::string m_held;  // read in a pause, or when the port failed
    std::optional<HangUpWatch::Watching> m_watching;
    int m_emptyReads = 0;            // since the last byte
    bool m_readsDescriptor = false;  ///< and not through QSerialPort
    std::optional<ReadinessWatch::Watching> m_readable;
    std::optional<LineCounts> m_countsAtOpening;
    QObject m_context;
    QSerialPort m_serial;
    std::unique_ptr<LowLatencyMode> m_lowLatency;  // ends before the port is closed
};

SerialBus::Port::Port(SerialSettings settings, BusListener& listener, BusParts& parts)
    : m_settings(std::move(settings)), m_listener(listener), m_parts(parts) {
    m_settings.path = fullPath(m_settings.path);
    m_path = m_settings.path;
}

Result<void> SerialBus::Port::open() {
    m_waiting.clear();
    ++m_opening;
    if (auto checked = checkSerialSettings(m_settings); !checked) return checked;
    // Looked at before the try, so that what changes meanwhile is noticed.
    const std::vector<AwaitedPath> before = awaitedPaths();
    if (auto opened = openPort(); !opened) {
        const ErrorCode code = opened.error().code;
        if (code == ErrorCode::PortAbsent || code == ErrorCode::PortForbidden) waitFor(before);
        return opened;
    }
    m_phase = Phase::Open;
    m_paused = false;
    m_held.clear();
    m_emptyReads = 0;
    tuneLine();
    connectPort();
    m_watching.emplace(m_parts.hangUps, static_cast<int>(m_serial.handle()), m_canonicalPath,
                       [this] { fail(QSerialPort::ResourceError, {}); });
    return {};
}

Result<void> SerialBus::Port::openPort() {
    const auto located = locate();
    if (!located) return located.error();
    m_path = located.value();
    if (auto opened = openPortAt(m_path); !opened) return opened;
    const bool knowsAll = m_known.isKnown() && !m_known.byIdPath.empty();
    if (knowsAll || PortName{m_settings.path, {}}.isLasting()) return {};
    learnIdentity();
    // A port that was plugged in this moment may not have its numbers or its link yet.
    QTimer::singleShot(HangUpWatch::kInterval, &m_context, [this, opening = m_opening] {
        if (opening == m_opening && m_phase == Phase::Open) learnIdentity();
    });
    return {};
}

Result<std::string> SerialBus::Port::locate() const {
    if (!m_known.isKnown()) return m_settings.path;
    std::error_code unresolved;
    const PortName wanted{m_settings.path,
                          std::filesystem::canonical(m_settings.path, unresolved).string()};
    return locatePort(wanted, m_known, m_parts.listPorts(m_canonicalPath));
}

void SerialBus::Port::learnIdentity() {
    PortIdentity found = identityOf(m_canonicalPath, m_parts.listPorts(m_canonicalPath));
    if (!found.isKnown()) return;
    found.hasTwin = found.hasTwin || m_known.hasTwin;
    m_known = std::move(found);
}

std::string SerialBus::Port::name() const {
    std::string typed = std::filesystem::path(m_settings.path).filename().string();
    if (m_path == m_settings.path) return typed;
    return typed + " (now " + std::filesystem::path(m_path).filename().string() + ")";
}

Result<void> SerialBus::Port::openPortAt(const std::string& path) {
    PortFacts facts = examinePort(path);
    if (!facts.exists || facts.isTerminal == false || !facts.permitted)
        return openingError(name(), facts);
    // Locks follow the path given: only the resolved one collides with every other user's.
    std::error_code unresolved;
    m_canonicalPath = std::filesystem::canonical(path, unresolved).string();
    if (unresolved) return openingError(name(), PortFacts{});
    facts.holder = foreignLockHolder(m_canonicalPath);
    if (facts.holder) {
        facts.failure = OpenFailure::Refused;
        return openingError(name(), facts);
    }
    applySerialSettings(m_settings, m_canonicalPath, m_serial);
    m_serial.setReadBufferSize(kBufferBytes);
    if (m_serial.open(QIODevice::ReadWrite)) {
        if (m_settings.dtr) m_serial.setDataTerminalReady(*m_settings.dtr);
        if (m_settings.rts) m_serial.setRequestToSend(*m_settings.rts);
        return {};
    }
    return diagnose(openFailureOf(m_serial.error()));
}

Error SerialBus::Port::diagnose(OpenFailure failure) const {
    PortFacts facts = examinePort(m_path);
    facts.failure = failure;
    facts.reason = m_serial.errorString().toStdString();
    if (failure == OpenFailure::Refused) findHolder(m_canonicalPath, facts);
    return openingError(name(), facts);
}

// The descriptor is read directly: a thousand notifiers of QSerialPort cost the event loop a look
// at each of them at every turn, and its buffer a copy of every byte.
void SerialBus::Port::connectPort() {
    QObject::connect(&m_serial, &QSerialPort::errorOccurred, &m_context,
                     [this](QSerialPort::SerialPortError error) {
                         if (endsTheLink(error)) fail(error, m_serial.errorString().toStdString());
                     });
    m_readsDescriptor = stopReading(m_serial);
    if (!m_readsDescriptor)
        QObject::connect(&m_serial, &QSerialPort::readyRead, &m_context, [this] { deliver(); });
    watchForBytes();
}

/// Only the serial drivers of real hardware count, and can be told to be quick.
void SerialBus::Port::tuneLine() {
    m_countsAtOpening = m_parts.lines->counts(static_cast<int>(m_serial.handle()));
    if (m_settings.lowLatency == LowLatency::Off) return;
    m_lowLatency = std::make_unique<LowLatencyMode>(
        *m_parts.lines, static_cast<int>(m_serial.handle()), m_canonicalPath);
    if (m_lowLatency->isOn() || m_settings.lowLatency == LowLatency::Auto) return;
    later(&Port::warnOfLatency);
}

void SerialBus::Port::warnOfLatency() {
    m_listener.busWarned({ErrorCode::NotAvailable,
                          name() + " cannot be set to low latency (" + m_lowLatency->obstacle() +
                              "). Leave out low_latency=on, or allow it by a udev rule."});
}

std::optional<LineCounts> SerialBus::Port::lineCounts() {
    if (m_phase != Phase::Open || !m_countsAtOpening) return std::nullopt;
    const auto counts = m_parts.lines->counts(static_cast<int>(m_serial.handle()));
    if (!counts) return std::nullopt;
    return countedSince(*m_countsAtOpening, *counts);
}

/// A pause that holds all it can is not watched, because it would be told for ever.
void SerialBus::Port::watchForBytes() {
    const bool wanted =
        m_readsDescriptor && m_phase == Phase::Open && (!m_paused || m_held.size() < kBufferBytes);
    if (!wanted) {
        m_readable.reset();
    } else if (!m_readable) {
        m_readable.emplace(m_parts.readiness, m_serial.handle(), [this] { deliver(); });
    }
}

void SerialBus::Port::close() {
    m_watching.reset();
    m_readable.reset();
    m_serial.disconnect(&m_context);
    if (m_serial.isOpen()) {
        sendNow(m_serial);  // what was queued last, such as the safe-state command, goes out
        m_lowLatency.reset();
        m_serial.close();
    }
    m_phase = Phase::Closed;
    m_held.clear();
}

Result<void> SerialBus::Port::write(std::string_view bytes) {
    if (m_phase == Phase::Closed)
        return Error{ErrorCode::WriteFailed, name() + " is closed. Start the device first."};
    // A write after a hang-up reports success: ask the port first.
    if (m_phase != Phase::Open || isHungUp(m_serial.handle())) {
        if (m_phase == Phase::Open) fail(QSerialPort::ResourceError, {});
        return linkError(name(), true, {});
    }
    const auto waiting = static_cast<std::size_t>(m_serial.bytesToWrite());
    if (bytes.size() > kBufferBytes - std::min(waiting, kBufferBytes))
        return Error{ErrorCode::WriteFailed,
                     name() + " does not take the bytes: " + std::to_string(waiting) +
                         " are waiting to be sent. Try again later."};
    const auto size = static_cast<qint64>(bytes.size());
    if (m_serial.write(bytes.data(), size) != size)
        return Error{ErrorCode::WriteFailed, "Sending to " + name() + " failed (" +
                                                 m_serial.errorString().toStdString() +
                                                 "). Check the cable, then try again."};
    sendNow(m_serial);
    return {};
}

void SerialBus::Port::setPaused(bool paused) {
    if (m_paused == paused) return;
    m_paused = paused;
    if (m_phase == Phase::Open) watchForBytes();
    if (paused || m_phase == Phase::Closed) return;
    later(m_phase == Phase::Open ? &Port::deliver : &Port::endFailure);
}

std::vector<SerialBus::Port::AwaitedPath> SerialBus::Port::awaitedPaths() const {
    std::vector<AwaitedPath> paths{{m_settings.path, PathState::of(m_settings.path)}};
    if (!m_known.byIdPath.empty())
        paths.push_back({m_known.byIdPath, PathState::of(m_known.byIdPath)});
    return paths;
}

void SerialBus::Port::waitFor(const std::vector<AwaitedPath>& paths) {
    m_waiting.clear();
    for (const AwaitedPath& awaited : paths)
        m_waiting.push_back(m_parts.watch.waitFor(awaited.path, awaited.state,
                                                  [this] { m_listener.busMayOpen(); }));
}

void SerialBus::Port::later(void (Port::*step)()) {
    QMetaObject::invokeMethod(
        &m_context,
        [this, step, opening = m_opening] {
            if (opening == m_opening && m_phase != Phase::Closed) (this->*step)();
        },
        Qt::QueuedConnection);
}

void SerialBus::Port::deliver() {
    if (m_phase != Phase::Open) return;
    if (m_paused) return readAhead();
    if (!deliverHeld()) return;
    std::vector<char>& buffer = m_parts.readBuffer;
    const ssize_t count = readSome(buffer.data(), std::min(buffer.size(), kMostBytesATurn));
    if (count > 0)
        m_listener.bytesRead({buffer.data(), static_cast<std::size_t>(count)}, m_parts.clock.now());
}

/// Hands over what a pause held back; false when the listener closed, paused or reopened the port.
bool SerialBus::Port::deliverHeld() {
    const std::string held = std::exchange(m_held, {});
    if (held.empty()) return true;
    const std::uint64_t opening = m_opening;
    const Phase phase = m_phase;
    m_listener.bytesRead(held, m_parts.clock.now());
    return opening == m_opening && phase == m_phase && !m_paused;
}

/// A port without flow control loses what the system has no room for: a page, soon full.
void SerialBus::Port::readAhead() {
    if (!m_readsDescriptor) return;  // QSerialPort does it
    fillHeld();
    watchForBytes();
}

void SerialBus::Port::fillHeld() {
    const std::size_t before = m_held.size();
    m_held.resize(kBufferBytes);
    const ssize_t count = readSome(m_held.data() + before, kBufferBytes - before);
    m_held.resize(before + static_cast<std::size_t>(std::max<ssize_t>(count, 0)));
}

/// What the system holds, as far as it fits; nothing when it holds nothing, or when the port
/// failed, which is reported.
ssize_t SerialBus::Port::readSome(char* bytes, std::size_t most) {
    if (!m_readsDescriptor) return m_serial.read(bytes, static_cast<qint64>(most));
    // The system hands out a page at a time; less means that it has no more.
    constexpr ssize_t kFullRead = 2048;
    std::size_t count = 0;
    ssize_t got = kFullRead;
    while (got >= kFullRead && count < most) {
        got = ::read(m_serial.handle(), bytes + count, most - count);
        if (got > 0) count += static_cast<std::size_t>(got);
    }
    if (count == 0 && most > 0) noteEmptyRead(got < 0 ? errno : 0);
    if (count > 0) m_emptyReads = 0;
    return static_cast<ssize_t>(count);
}

// A port with no byte answers as one that is gone.
void SerialBus::Port::noteEmptyRead(int reason) {
    if (isHungUp(m_serial.handle())) {
        fail(QSerialPort::ResourceError, {});
    } else if (reason != 0 && reason != EAGAIN && reason != EINTR) {
        fail(QSerialPort::ReadError, std::generic_category().message(reason));
    } else if (++m_emptyReads > kMostEmptyReads) {
        fail(QSerialPort::ReadError, "bytes are announced and never come");
    }
}

/// Stops listening at once, because Qt may repeat the error 100 000 times a second; the rest waits
/// until the port is out of its own call.
void SerialBus::Port::fail(QSerialPort::SerialPortError error, const std::string& reason) {
    if (m_phase != Phase::Open) return;
    m_phase = Phase::Failing;
    m_watching.reset();
    m_readable.reset();
    m_serial.disconnect(&m_context);
    const bool isGone = isHungUp(m_serial.handle()) || isNodeGone(m_canonicalPath);
    m_failure = linkError(name(), isGone, reason);
    if (!isGone && error == QSerialPort::WriteError) {
        m_failure = {ErrorCode::WriteFailed, "Sending to " + name() + " failed (" + reason +
                                                 "). Check the cable, then try again."};
    }
    later(&Port::endFailure);
}

void SerialBus::Port::endFailure() {
    if (m_phase == Phase::Failing) {
        fillHeld();
        m_lowLatency.reset();
        m_serial.close();
        m_phase = Phase::Ended;
    }
    if (m_phase != Phase::Ended || m_paused || !deliverHeld()) return;
    m_phase = Phase::Closed;
    if (m_failure.code == ErrorCode::LinkLost) waitFor(awaitedPaths());
    m_listener.busFailed(m_failure);
}

SerialBus::SerialBus(SerialSettings settings, BusListener& listener, BusParts& parts)
    : m_port(std::make_unique<Port>(std::move(settings), listener, parts)) {}

SerialBus::~SerialBus() {
    m_port->close();
}

Result<void> SerialBus::open() {
    return m_port->open();
}
void SerialBus::close() {
    m_port->close();
}
bool SerialBus::isOpen() const {
    return m_port->isOpen();
}
Result<void> SerialBus::write(std::string_view bytes) {
    return m_port->write(bytes);
}
void SerialBus::setPaused(bool paused) {
    m_port->setPaused(paused);
}
std::optional<LineCounts> SerialBus::lineCounts() {
    return m_port->lineCounts();
}
std::string SerialBus::description() const {
    return m_port->name();
}

}  // namespace telemetryhub::engine
