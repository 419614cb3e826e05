// SPDX-License-Identifier: GPL-3.0-or-later
#include "telemetryhub/engine/bus/faulty_bus.h"

#include <algorithm>
#include <chrono>
#include <utility>

#include <QObject>

#include "bus/faulty_stream.h"
#include "bus/held_bytes.h"
#include "bus/timer_wait.h"

namespace telemetryhub::engine {

namespace {

std::int64_t nsOf(std::chrono::milliseconds time) {
    return std::chrono::nanoseconds(time).count();
}

bool countsSamples(const FaultPlan& plan) {
    return plan.random > 0 || plan.deterministic > 0;
}

}  // namespace

FaultyBus::FaultyBus(const BusFactory& makeBus, const FaultPlan& plan, BusListener& listener,
                     const Clock& clock)
    : m_clock(clock),
      m_listener(listener),
      m_plan(plan),
      m_held(std::make_unique<HeldBytes>()),
      m_bus(makeBus(*this)) {
    m_timer.setSingleShot(true);
    m_timer.setTimerType(Qt::PreciseTimer);
    QObject::connect(&m_timer, &QTimer::timeout, &m_timer, [this] { tick(); });
    beginPlan();
}

FaultyBus::~FaultyBus() = default;

void FaultyBus::setPlan(const FaultPlan& plan) {
    m_plan = plan;
    beginPlan();
    if (!m_open) return;
    m_held->release();
    beginStream();
    m_timer.start(0);
}

void FaultyBus::beginPlan() {
    m_stream.reset();
    m_fault = {};
    m_beganNs.reset();
    m_openings = 0;
    m_failuresLeft = m_plan.intermittent;
    m_samplesSinceFault = 0;
}

void FaultyBus::samplesDecoded(std::uint64_t count) {
    if (!m_stream || !m_open || !m_fault.empty()) return;
    m_samplesSinceFault += count;
    if (m_plan.deterministic > 0 && m_samplesSinceFault >= m_plan.deterministic) {
        m_samplesSinceFault = 0;
        m_fault = "deterministic";
    } else if (m_stream->failsAfter(count)) {
        m_fault = "random";
    }
    if (!m_fault.empty()) m_timer.start(0);  // samples need not come from bytes
}

void FaultyBus::failNow() {
    if (!m_open) return;
    m_fault = "asked for";
    m_timer.start(0);
}

Result<void> FaultyBus::open() {
    if (isAway(m_plan.unplug, m_clock.steadyNs())) return unplugged(ErrorCode::PortAbsent);
    if (auto opened = m_bus->open(); !opened) return opened;
    m_open = true;
    m_paused = m_busPaused = false;
    beginStream();
    return {};
}

void FaultyBus::beginStream() {
    if (m_plan.isEmpty()) return;
    const std::int64_t now = m_clock.steadyNs();
    if (!m_beganNs) m_beganNs = now;
    m_stream = std::make_unique<FaultyStream>(m_plan, m_openings++);
    if (m_failuresLeft > 0)
        m_fault = "intermittent";
    else if (m_stream->failsNow())
        m_fault = "random";
    schedule(now);
}

void FaultyBus::close() {
    m_open = false;
    m_timer.stop();
    m_stream.reset();
    m_held->clear();
    m_fault = {};
    m_end.reset();
    m_bus->close();
}

void FaultyBus::setPaused(bool paused) {
    m_paused = paused;
    steerBus();
    if (!paused && m_open && (m_stream || !m_held->empty())) m_timer.start(0);
}

// The far end is held back by the listener, or because too much is on its way.
void FaultyBus::steerBus() {
    const std::size_t limit = m_busPaused ? kHeldBytes / 2 : kHeldBytes;
    const bool pause = m_paused || m_held->size() >= limit;
    if (pause != m_busPaused) m_bus->setPaused(pause);
    m_busPaused = pause;
}

void FaultyBus::bytesRead(std::string_view bytes, const ReadTime& time) {
    if (!m_stream && m_held->empty()) {
        m_listener.bytesRead(bytes, time);
        return;
    }
    if (isAway(m_plan.unplug, time.steadyNs)) {
        fail(unplugged(ErrorCode::LinkLost));
        return;
    }
    std::string arrived = m_stream ? m_stream->read(bytes) : std::string(bytes);
    if (isAway(m_plan.silence, time.steadyNs)) arrived.clear();
    m_held->push(std::move(arrived), time.steadyNs + nsOf(m_plan.delay));
    handOver(time);
}

void FaultyBus::busMayOpen() {
    if (!isAway(m_plan.unplug, m_clock.steadyNs())) m_listener.busMayOpen();
}

void FaultyBus::ended(Result<void> end) {
    m_fault = {};
    m_end = std::move(end);
    m_held->release();
    handOver(m_clock.now());
}

void FaultyBus::tick() {
    if (!m_open) return;
    const ReadTime now = m_clock.now();
    if (isAway(m_plan.unplug, now.steadyNs))
        fail(unplugged(ErrorCode::LinkLost));
    else
        handOver(now);
}

// The listener may close or open the bus meanwhile; then nothing is held.
void FaultyBus::handOver(const ReadTime& now) {
    while (!m_paused && m_fault.empty()) {
        m_piece.assign(nextPiece(now.steadyNs));
        if (m_piece.empty()) break;
        m_held->take(m_piece.size());
        m_listener.bytesRead(m_piece, now);
    }
    settle(now.steadyNs);
}

std::string_view FaultyBus::nextPiece(std::int64_t nowNs) const {
    if (m_held->empty() || m_held->dueNs() > nowNs) return {};
    const std::string_view due = m_held->front();
    const std::size_t lineEnd = countsSamples(m_plan) ? due.find('\n') : std::string_view::npos;
    return lineEnd == std::string_view::npos ? due : due.substr(0, lineEnd + 1);
}

void FaultyBus::settle(std::int64_t nowNs) {
    if (!m_fault.empty()) {
        failAsRehearsed();
    } else if (m_end && m_held->empty()) {
        reportEnd();
    } else {
        steerBus();
        schedule(nowNs);
    }
}

void FaultyBus::failAsRehearsed() {
    if (m_failuresLeft > 0) --m_failuresLeft;
    fail({ErrorCode::InjectedFault, description() + " rehearses a fault (" + std::string(m_fault) +
                                        "). Set its faults to none to end that."});
}

void FaultyBus::fail(const Error& error) {
    close();
    m_listener.busFailed(error);
}

void FaultyBus::reportEnd() {
    const Result<void> end = *std::exchange(m_end, std::nullopt);
    close();
    if (end)
        m_listener.busFinished();
    else
        m_listener.busFailed(end.error());
}

void FaultyBus::schedule(std::int64_t nowNs) {
    if (!m_fault.empty()) return m_timer.start(0);
    std::optional<std::int64_t> waitNs;
    if (!m_paused && !m_held->empty()) waitNs = m_held->dueNs() - nowNs;
    if (m_plan.unplug != Outage{} && m_beganNs) {
        const std::int64_t period = nsOf(m_plan.unplug.after + m_plan.unplug.length);
        const std::int64_t untilLost = nsOf(m_plan.unplug.after) - (nowNs - *m_beganNs) % period;
        waitNs = std::min(waitNs.value_or(untilLost), untilLost);
    }
    if (!waitNs) return m_timer.stop();
    const auto wait = std::chrono::ceil<std::chrono::milliseconds>(
        std::chrono::nanoseconds(std::max<std::int64_t>(*waitNs, 0)));
    m_timer.start(std::min(wait, kMaxTimerWait));
}

bool FaultyBus::isAway(const Outage& outage, std::int64_t nowNs) const {
    if (outage == Outage{} || !m_beganNs) return false;
    const std::int64_t period = nsOf(outage.after + outage.length);
    return (nowNs - *m_beganNs) % period >= nsOf(outage.after);
}

Error FaultyBus::unplugged(ErrorCode code) const {
    return {code, description() +
                      " is unplugged, as its faults say. It returns by itself; set its "
                      "faults to none to end that."};
}

}  // namespace telemetryhub::engine
