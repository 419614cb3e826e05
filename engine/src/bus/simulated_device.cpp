// SPDX-License-Identifier: GPL-3.0-or-later
#include "telemetryhub/engine/bus/simulated_device.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <numbers>

namespace telemetryhub::engine {

namespace {

enum class Quantity { Sine, Noise, Steps, Counter, Spikes, Pulse, Temperature, Triangle };

struct Kind {
    Quantity quantity;
    std::string_view name;
    std::string_view unit;
};

constexpr std::array kKinds = {
    Kind{Quantity::Sine, "sine", "V"},
    Kind{Quantity::Noise, "noise", "V"},
    Kind{Quantity::Steps, "steps", ""},
    Kind{Quantity::Counter, "counter", ""},
    Kind{Quantity::Spikes, "spikes", "bar"},
    Kind{Quantity::Pulse, "pulse", ""},
    Kind{Quantity::Temperature, "temperature", "\u00B0C"},
    Kind{Quantity::Triangle, "triangle", "mm"},
};

constexpr std::size_t kMaxLineBytes = std::size_t{16} * SimulatedDevice::kMaxChannels;
constexpr std::size_t kMaxAnswerBytes = 2048;  // the title line of 64 channels
constexpr std::int64_t kMaxPeriodMs = 60'000;
constexpr double kTenThousand = 10'000;

const Kind& kindOf(std::size_t channel) {
    return kKinds[channel % kKinds.size()];
}

/// Later groups of channels swing slower, so that no two curves lie on each other.
double stretch(std::size_t channel) {
    const std::size_t group = channel / kKinds.size();
    return 1.0 + 0.37 * static_cast<double>(group);
}

/// A well mixed number for every position, so that the values do not depend on the order of asking.
std::uint64_t mixed(std::uint64_t position) {
    position += 0x9E37'79B9'7F4A'7C15;
    position = (position ^ (position >> 30U)) * 0xBF58'476D'1CE4'E5B9;
    position = (position ^ (position >> 27U)) * 0x94D0'49BB'1331'11EB;
    return position ^ (position >> 31U);
}

/// Appends a number in steps of 0.0001 with the fewest digits.
void appendTenThousandths(std::string& text, std::int64_t steps) {
    if (steps < 0) text += '-';
    const std::uint64_t size = static_cast<std::uint64_t>(std::abs(steps));
    std::array<char, 24> digits{};
    const auto whole = std::to_chars(digits.data(), digits.data() + digits.size(), size / 10'000);
    text.append(digits.data(), whole.ptr);
    std::uint64_t rest = size % 10'000;
    if (rest == 0) return;
    text += '.';
    for (std::uint64_t unit = 1'000; rest > 0; unit /= 10) {
        text += static_cast<char>('0' + rest / unit);
        rest %= unit;
    }
}

void appendNumber(std::string& text, double value) {
    appendTenThousandths(text, std::llround(value * kTenThousand));
}

bool equalsIgnoringCase(std::string_view text, std::string_view upper) {
    return std::equal(text.begin(), text.end(), upper.begin(), upper.end(), [](char a, char b) {
        return (a >= 'a' && a <= 'z' ? static_cast<char>(a - 'a' + 'A') : a) == b;
    });
}

std::string printable(std::string_view text) {
    constexpr std::size_t kMaxEcho = 64;
    std::string shown(text.substr(0, kMaxEcho));
    std::replace_if(
        shown.begin(), shown.end(), [](char c) { return c < ' ' || c > '~'; }, '?');
    return shown;
}

double wave(double seconds, double periodSeconds) {
    return std::sin(2 * std::numbers::pi * seconds / periodSeconds);
}

/// Where in its period a moment lies: 0 to 1.
double phase(double seconds, double periodSeconds) {
    const double periods = seconds / periodSeconds;
    return periods - std::floor(periods);
}

}  // namespace

SimulatedDevice::SimulatedDevice(const SimulatedSettings& settings, std::int64_t nowNs)
    : m_channels(static_cast<std::size_t>(settings.channels)),
      m_seed(settings.seed),
      m_periodMs(1000 / settings.rateHz),
      m_schedule(settings.rateHz, nowNs),
      m_startNs(nowNs) {
    m_output.reserve(kTransmitBytes);
    sendTitle();
}

bool SimulatedDevice::run(std::int64_t nowNs) {
    runCommands(nowNs);
    std::uint64_t due = m_schedule.due(nowNs);
    for (; due > 0 && hasRoom(); --due) {
        sendSample();
        m_schedule.take(1);
    }
    return due > 0;
}

bool SimulatedDevice::receive(std::string_view bytes) {
    if (bytes.size() > kReceiveBytes - m_input.size()) return false;
    m_input += bytes;
    return true;
}

bool SimulatedDevice::hasRoom() const {
    // Room for the longest line, so that a line is never cut.
    const std::size_t longest = m_channels > 8 ? kMaxLineBytes : kMaxLineBytes / 8;
    return m_output.size() + longest <= kTransmitBytes;
}

void SimulatedDevice::say(std::string_view line) {
    m_output += line;
    m_output += '\n';
}

void SimulatedDevice::sendTitle() {
    for (std::size_t channel = 0; channel < m_channels; ++channel) {
        const Kind& kind = kindOf(channel);
        if (channel > 0) m_output += ',';
        m_output += kind.name;
        if (channel >= kKinds.size()) {
            m_output += ' ';
            m_output += std::to_string(channel / kKinds.size() + 1);
        }
        if (kind.unit.empty()) continue;
        m_output += " [";
        m_output += kind.unit;
        m_output += ']';
    }
    m_output += '\n';
}

void SimulatedDevice::sendSample() {
    for (std::size_t channel = 0; channel < m_channels; ++channel) {
        if (channel > 0) m_output += ',';
        appendNumber(m_output, reading(channel));
    }
    m_output += '\n';
    ++m_samples;
    m_seconds += m_periodMs / 1000;
}

double SimulatedDevice::reading(std::size_t channel) const {
    const double t = m_seconds / stretch(channel);
    switch (kindOf(channel).quantity) {
        case Quantity::Sine: return 2.5 * wave(t, 5) + 0.3 * wave(t, 0.7) + offset(channel);
        case Quantity::Noise:
            return 0.4 * (noise(channel, 0) + noise(channel, 1) + noise(channel, 2)) +
                   offset(channel);
        case Quantity::Steps: return std::floor(8 * phase(t, 16));
        case Quantity::Counter: return static_cast<double>(m_samples % 1'000'000);
        case Quantity::Spikes: {
            const bool isSpike = noise(channel, 3) > 0.99;
            return 1 + 0.02 * noise(channel, 0) + (isSpike ? 4 + noise(channel, 1) : 0) +
                   offset(channel);
        }
        case Quantity::Pulse: return phase(t, 2) < 0.25 ? 1 : 0;
        case Quantity::Temperature:
            return 21 + 3 * wave(t, 300) + 0.6 * wave(t, 47) + 0.03 * noise(channel, 0) +
                   20 * offset(channel);
        case Quantity::Triangle: return 100 * std::abs(2 * phase(t, 8) - 1) + 10 * offset(channel);
    }
    return 0;
}

/// From -1 to 1, one value a sample, channel and salt.
double SimulatedDevice::noise(std::size_t channel, std::uint64_t salt) const {
    const std::uint64_t stream = (std::uint64_t{m_seed} << 32U) ^ (channel << 8U) ^ salt;
    const std::uint64_t bits = mixed(mixed(stream) ^ m_samples) >> 11U;  // 53 bits
    return static_cast<double>(bits) * 0x1p-52 - 1;
}

/// The error of an instrument that was not calibrated: up to 0.04.
double SimulatedDevice::offset(std::size_t channel) const {
    if (m_isCalibrated) return 0;
    return static_cast<double>(mixed(m_seed * std::uint64_t{257} + channel) % 400) / kTenThousand;
}

void SimulatedDevice::runCommands(std::int64_t nowNs) {
    std::size_t begin = 0;
    while (m_output.size() + kMaxAnswerBytes <= kTransmitBytes) {
        const std::size_t end = m_input.find('\n', begin);
        if (end == std::string::npos) break;
        std::string line = m_input.substr(begin, end - begin);
        if (line.ends_with('\r')) line.pop_back();
        begin = end + 1;
        if (line.size() > kMaxCommandBytes)
            say("ERR line too long");
        else if (!line.empty())
            runCommand(line, nowNs);
    }
    m_input.erase(0, begin);
    // A line that can never end inside the buffer would close it for good.
    if (m_input.size() == kReceiveBytes && m_input.find('\n') == std::string::npos) {
        m_input.clear();
        say("ERR line too long");
    }
}

void SimulatedDevice::runCommand(std::string_view line, std::int64_t nowNs) {
    constexpr std::string_view kSetRate = "SET_RATE=";
    if (equalsIgnoringCase(line, "CALIBRATE")) {
        m_isCalibrated = true;
        say("OK CALIBRATE");
    } else if (equalsIgnoringCase(line.substr(0, kSetRate.size()), kSetRate)) {
        setRate(line.substr(kSetRate.size()), nowNs);
    } else if (equalsIgnoringCase(line, "GET_STATUS")) {
        say(status(nowNs));
    } else if (equalsIgnoringCase(line, "RESET")) {
        restart(nowNs);
    } else {
        say("ERR unknown command: " + printable(line));
    }
}

void SimulatedDevice::setRate(std::string_view milliseconds, std::int64_t nowNs) {
    std::int64_t period = 0;
    const char* const end = milliseconds.data() + milliseconds.size();
    const auto parsed = std::from_chars(milliseconds.data(), end, period);
    if (parsed.ec != std::errc{} || parsed.ptr != end || period < 1 || period > kMaxPeriodMs) {
        say("ERR SET_RATE takes 1 to 60000 ms");
        return;
    }
    m_periodMs = static_cast<double>(period);
    m_schedule = RateSchedule(1000 / m_periodMs, nowNs);
    say("OK SET_RATE=" + std::to_string(period));
}

void SimulatedDevice::restart(std::int64_t nowNs) {
    m_samples = 0;
    m_seconds = 0;
    m_startNs = nowNs;
    m_schedule.holdBack(nowNs);
    say("RESET");
    sendTitle();
}

std::string SimulatedDevice::status(std::int64_t nowNs) const {
    std::string line = "STATUS rate_ms=";
    appendNumber(line, m_periodMs);
    line += " uptime_ms=" + std::to_string((nowNs - m_startNs) / 1'000'000);
    line += " samples=" + std::to_string(m_samples);
    return line + " overruns=0";  // it waits for room instead of overrunning
}

}  // namespace telemetryhub::engine
