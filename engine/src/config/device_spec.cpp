// SPDX-License-Identifier: GPL-3.0-or-later
#include "telemetryhub/engine/config/device_spec.h"

#include <algorithm>
#include <array>
#include <filesystem>
#include <set>
#include <variant>

#include "config/network_spec.h"
#include "config/quantity_text.h"
#include "config/spec_keys.h"
#include "config/spec_text.h"
#include "telemetryhub/engine/config/fault_text.h"
#include "telemetryhub/engine/core/host_and_port.h"

namespace telemetryhub::engine {

namespace {

constexpr std::size_t kMaxSpecBytes = std::size_t{16} * 1024;

constexpr SpecWord<Overflow> kOverflows[] = {{"drop_oldest", Overflow::DropOldest},
                                             {"reject_newest", Overflow::RejectNewest},
                                             {"block", Overflow::Block}};
constexpr SpecWord<Format> kFormats[] = {
    {"auto", Format::Auto},         {"csv", Format::Csv},           {"plotter", Format::Plotter},
    {"teleplot", Format::Teleplot}, {"json", Format::Json},         {"keyvalue", Format::KeyValue},
    {"nmea", Format::Nmea},         {"vedirect", Format::VeDirect}, {"dsmr", Format::Dsmr},
    {"slip", Format::Slip},         {"cobs", Format::Cobs},         {"frame", Format::Frame},
    {"modbus", Format::Modbus}};
constexpr std::array<std::string_view, 6> kSchemes = {"serial", "sim", "replay",
                                                      "tcp",    "udp", "push"};

template <std::size_t Count>
bool contains(const std::array<std::string_view, Count>& words, std::string_view word) {
    return std::find(words.begin(), words.end(), word) != words.end();
}

Error invalid(std::string detail) {
    return {ErrorCode::InvalidArgument, std::move(detail)};
}

/// The parts of `SCHEME:PATH?QUERY`, as written.
struct SpecParts {
    std::string_view scheme;
    std::string_view path;
    std::string_view query;
};

Result<SpecParts> splitSpec(std::string_view spec) {
    SpecParts parts;
    const std::size_t mark = spec.find('?');
    if (mark != std::string_view::npos) parts.query = spec.substr(mark + 1);
    parts.path = spec.substr(0, mark);
    if (parts.path.starts_with('/')) {
        parts.scheme = "serial";
        return parts;
    }
    const std::size_t colon = parts.path.find(':');
    if (colon == std::string_view::npos)
        return invalid(
            "expected SCHEME:PATH such as serial:/dev/ttyUSB0, tcp:HOST:PORT, udp:PORT, sim:demo "
            "or replay:FILE");
    parts.scheme = parts.path.substr(0, colon);
    parts.path.remove_prefix(colon + 1);
    return parts;
}

Result<void> checkScheme(std::string_view scheme) {
    if (contains(kSchemes, scheme)) return {};
    const std::string hint = didYouMean(scheme, kSchemes);
    return invalid(std::string(scheme.substr(0, kMaxIdBytes)) + ": unknown scheme" +
                   (hint.empty() ? "; expected " + listed(kSchemes) : hint));
}

/// \pre `checkScheme(scheme)` holds
Result<BusSettings> busFor(std::string_view scheme, const std::string& path) {
    if (scheme == "serial") {
        SerialSettings serial;
        serial.path = path;
        return BusSettings(serial);
    }
    if (scheme == "sim") {
        SimulatedSettings sim;
        sim.name = path;
        return BusSettings(sim);
    }
    if (scheme == "tcp") return parseTcpPath(path);
    if (scheme == "udp") return parseUdpPath(path);
    if (scheme == "push") return BusSettings(PushSettings{path});
    ReplaySettings replay;
    replay.path = path;
    return BusSettings(replay);
}

/// The path or name, decoded. `serial:///dev/x` as in other URLs means /dev/x.
Result<std::string> decodedPath(const SpecParts& parts) {
    std::string_view raw = parts.path;
    while (raw.starts_with("//"))
        raw.remove_prefix(1);
    const std::string scheme(parts.scheme.substr(0, kMaxIdBytes));
    const auto path = percentDecoded(raw);
    if (!path) return invalid(scheme + ": expected two hex digits after each % of the path");
    if (path->find('\0') != std::string::npos)
        return invalid(scheme + ": a path cannot hold a zero byte");
    const bool isFile = parts.scheme == "serial" || parts.scheme == "replay";
    const bool isName = parts.scheme == "sim" || parts.scheme == "push";
    const bool namesNothing =
        isFile ? path->empty() || path->ends_with('/') : path->empty() && isName;
    if (namesNothing)
        return invalid(scheme + ": expected a path or name after " + scheme +
                       ":, such as serial:/dev/ttyUSB0, sim:demo or replay:capture.nmea");
    return *path;
}

Result<SpecEntry> entryOf(std::string_view text) {
    const std::size_t equals = text.find('=');
    const std::string key(text.substr(0, std::min(equals, kMaxIdBytes)));
    if (equals == std::string_view::npos) return invalid(key + ": expected " + key + "=VALUE");
    SpecEntry entry{text.substr(0, equals), text.substr(equals + 1), {}};
    auto value = percentDecoded(entry.raw);
    if (!value) return unexpected(entry, "two hex digits after each %");
    entry.value = std::move(*value);
    return entry;
}

Result<void> applyQuery(std::string_view query, DeviceSettings& settings) {
    std::set<std::string_view> seen;
    while (!query.empty()) {
        const std::size_t end = std::min(query.find('&'), query.size());
        const std::string_view text = query.substr(0, end);
        query.remove_prefix(std::min(end + 1, query.size()));
        if (text.empty()) continue;
        const auto entry = entryOf(text);
        if (!entry) return entry.error();
        if (auto applied = applyEntry(entry.value(), settings); !applied) return applied;
        if (!seen.insert(entry.value().key).second && !mayRepeat(entry.value().key))
            return invalid(std::string(entry.value().key) + ": expected once, is given twice");
    }
    return {};
}

/// What no single key can know.
Result<void> checkTogether(const DeviceSettings& settings) {
    if (auto checked = checkFaults(settings.faults, settings.bus); !checked) return checked;
    if (const auto* udp = std::get_if<UdpSettings>(&settings.bus)) return checkUdp(*udp);
    const auto* serial = std::get_if<SerialSettings>(&settings.bus);
    if (!serial) return {};
    if (serial->stopBits == StopBits::OneAndHalf && serial->dataBits != 5)
        return invalid("stop=1.5: expected 1 or 2, because 1.5 goes with data=5 only");
    if (serial->stopBits == StopBits::Two && serial->dataBits == 5)
        return invalid("stop=2: expected 1 or 1.5, because data=5 has no 2");
    if (serial->rts && serial->flow == FlowControl::Hardware)
        return invalid("rts: expected no such key, because flow=hardware moves that line itself");
    return {};
}

std::string nameOf(const SerialSettings& serial) {
    return std::filesystem::path(serial.path).filename().string();
}
std::string nameOf(const SimulatedSettings& sim) {
    return sim.name;
}
std::string nameOf(const ReplaySettings& replay) {
    return std::filesystem::path(replay.path).stem().string();
}
std::string nameOf(const TcpSettings& tcp) {
    constexpr std::size_t kPortBytes = 6;  // the port stays, whatever the length of the name
    return tcp.host.substr(0, kMaxIdBytes - kPortBytes) + ':' + std::to_string(tcp.port);
}
std::string nameOf(const UdpSettings& udp) {
    if (udp.address.empty()) return "udp-" + std::to_string(udp.port);
    return udp.address + ':' + std::to_string(udp.port);
}

std::string nameOf(const PushSettings& push) {
    return push.name;
}

std::string derivedId(const BusSettings& bus) {
    std::string id = std::visit([](const auto& settings) { return nameOf(settings); }, bus);
    id.resize(std::min(id.size(), kMaxIdBytes));
    std::replace_if(
        id.begin(), id.end(), [](char c) { return !isIdCharacter(c); }, '_');
    return id;
}

/// Collects the keys of a specification.
class SpecWriter {
public:
    explicit SpecWriter(std::string start) : m_text(std::move(start)) {}
    void add(std::string_view key, std::string_view value) {
        m_text += std::exchange(m_separator, '&');
        m_text += key;
        m_text += '=';
        m_text += value;
    }
    template <typename T>
    void addIfNot(const T& usual, std::string_view key, const T& value, std::string_view text) {
        if (!(value == usual)) add(key, text);
    }
    [[nodiscard]] const std::string& text() const { return m_text; }

private:
    std::string m_text;
    char m_separator = '?';
};

std::string pathText(std::string_view path) {
    std::string text = percentEncoded(path);
    if (text.starts_with("//")) text.replace(1, 1, "%2F");
    return text;
}

SpecWriter written(const SerialSettings& serial) {
    const SerialSettings usual;
    SpecWriter spec("serial:" + pathText(serial.path));
    spec.addIfNot(usual.baud, "baud", serial.baud, std::to_string(serial.baud));
    spec.addIfNot(usual.dataBits, "data", serial.dataBits, std::to_string(serial.dataBits));
    spec.addIfNot(usual.parity, "parity", serial.parity, wordFor(serial.parity, kParities));
    spec.addIfNot(usual.stopBits, "stop", serial.stopBits, wordFor(serial.stopBits, kStopBits));
    spec.addIfNot(usual.flow, "flow", serial.flow, wordFor(serial.flow, kFlowControls));
    if (serial.dtr) spec.add("dtr", wordFor(*serial.dtr, kSwitches));
    if (serial.rts) spec.add("rts", wordFor(*serial.rts, kSwitches));
    return spec;
}

SpecWriter written(const SimulatedSettings& sim) {
    const SimulatedSettings usual;
    SpecWriter spec("sim:" + pathText(sim.name));
    spec.addIfNot(usual.rateHz, "rate", sim.rateHz, numberText(sim.rateHz));
    spec.addIfNot(usual.channels, "channels", sim.channels, std::to_string(sim.channels));
    spec.addIfNot(usual.seed, "seed", sim.seed, std::to_string(sim.seed));
    return spec;
}

SpecWriter written(const ReplaySettings& replay) {
    const ReplaySettings usual;
    SpecWriter spec("replay:" + pathText(replay.path));
    spec.addIfNot(usual.speed, "speed", replay.speed,
                  replay.speed ? numberText(*replay.speed) : "max");
    spec.addIfNot(usual.repeat, "repeat", replay.repeat, std::to_string(replay.repeat));
    spec.addIfNot(usual.baud, "baud", replay.baud, std::to_string(replay.baud));
    return spec;
}

SpecWriter written(const TcpSettings& tcp) {
    return SpecWriter("tcp:" + percentEncoded(hostAndPort(tcp.host, tcp.port)));
}

SpecWriter written(const UdpSettings& udp) {
    SpecWriter spec("udp:" + percentEncoded(udpPath(udp)));
    if (!udp.group.empty()) spec.add("multicast", udp.group);
    if (!udp.interfaceName.empty()) spec.add("interface", percentEncoded(udp.interfaceName));
    return spec;
}

SpecWriter written(const PushSettings& push) {
    return SpecWriter("push:" + pathText(push.name));
}

}  // namespace

Result<DeviceSettings> parseDeviceSpec(std::string_view spec) {
    if (spec.size() > kMaxSpecBytes) return invalid("expected at most 16384 bytes");
    const auto parts = splitSpec(spec);
    if (!parts) return parts.error();
    if (auto known = checkScheme(parts.value().scheme); !known) return known.error();
    const auto path = decodedPath(parts.value());
    if (!path) return path.error();

    const auto bus = busFor(parts.value().scheme, path.value());
    if (!bus) return bus.error();

    DeviceSettings settings;
    settings.bus = bus.value();
    if (auto applied = applyQuery(parts.value().query, settings); !applied) return applied.error();
    if (auto checked = checkTogether(settings); !checked) return checked.error();
    if (settings.id.empty()) settings.id = derivedId(settings.bus);
    return settings;
}

std::string deviceSpec(const DeviceSettings& settings) {
    const DeviceSettings usual;
    SpecWriter spec = std::visit([](const auto& bus) { return written(bus); }, settings.bus);
    spec.addIfNot(derivedId(settings.bus), "id", settings.id, settings.id);
    spec.addIfNot(usual.decode.format, "decode", settings.decode.format,
                  formatName(settings.decode.format));
    if (settings.overflow) spec.add("overflow", overflowName(*settings.overflow));
    spec.addIfNot(usual.failureThreshold, "failure_threshold", settings.failureThreshold,
                  std::to_string(settings.failureThreshold));
    if (settings.absentLimit) spec.add("absent_limit", timeText(*settings.absentLimit));
    if (settings.silenceTimeout.off) spec.add("silence_timeout", "off");
    if (settings.silenceTimeout.set)
        spec.add("silence_timeout", timeText(*settings.silenceTimeout.set));
    spec.addIfNot(usual.damageLimit.share, "damage_limit", settings.damageLimit.share,
                  numberText(settings.damageLimit.share));
    spec.addIfNot(usual.damageLimit.window, "damage_window", settings.damageLimit.window,
                  timeText(settings.damageLimit.window));
    if (!settings.safeCommand.empty())
        spec.add("safe_command", percentEncoded(settings.safeCommand, Bytes::Binary));
    for (const ChannelSettings& scale : settings.processing.channels) {
        std::string text = percentEncoded(scale.channel, Bytes::Text, ":");
        text += ':' + numberText(scale.factor);
        if (scale.offset != 0) text += ':' + numberText(scale.offset);
        spec.add("scale", text);
    }
    FaultPlan faults = settings.faults;
    faults.seed = usual.faults.seed;  // has its own key
    if (!faults.isEmpty()) spec.add("fault", faultText(faults));
    spec.addIfNot(usual.faults.seed, "fault_seed", settings.faults.seed,
                  std::to_string(settings.faults.seed));
    return spec.text();
}

Result<Overflow> parseOverflow(std::string_view text) {
    return choice({"overflow", text, std::string(text)}, kOverflows);
}

std::string_view overflowName(Overflow policy) {
    return wordFor(policy, kOverflows);
}

Result<Format> parseFormat(std::string_view text) {
    return choice({"decode", text, std::string(text)}, kFormats);
}

std::string_view formatName(Format format) {
    return wordFor(format, kFormats);
}

}  // namespace telemetryhub::engine
