// SPDX-License-Identifier: GPL-3.0-or-later
#include "telemetryhub/engine/config/device_spec.h"

#include <algorithm>
#include <filesystem>
#include <set>
#include <variant>
#include <vector>

#include "config/network_spec.h"
#include "config/setting_values.h"
#include "config/spec_context.h"
#include "config/spec_keys.h"
#include "config/spec_text.h"
#include "telemetryhub/engine/core/host_and_port.h"
#include "telemetryhub/engine/core/source_traits.h"

namespace telemetryhub::engine {

namespace {

constexpr std::size_t kMaxSpecBytes = std::size_t{64} * 1024;

constexpr SpecWord<Overflow> kOverflows[] = {{"drop_oldest", Overflow::DropOldest},
                                             {"reject_newest", Overflow::RejectNewest},
                                             {"block", Overflow::Block}};
constexpr SpecWord<Format> kFormats[] = {
    {"auto", Format::Auto},         {"csv", Format::Csv},           {"plotter", Format::Plotter},
    {"teleplot", Format::Teleplot}, {"json", Format::Json},         {"keyvalue", Format::KeyValue},
    {"nmea", Format::Nmea},         {"vedirect", Format::VeDirect}, {"dsmr", Format::Dsmr},
    {"slip", Format::Slip},         {"cobs", Format::Cobs},         {"frame", Format::Frame},
    {"modbus", Format::Modbus}};
constexpr SpecWord<SampleTime> kSampleTimes[] = {{"arrival", SampleTime::Arrival},
                                                 {"device", SampleTime::Device}};

std::vector<std::string_view> knownSchemes() {
    std::vector<std::string_view> schemes;
    for (const SourceTraits& traits : allSourceTraits())
        schemes.push_back(traits.scheme);
    return schemes;
}

/// Null for an unknown scheme.
const SourceTraits* traitsOfScheme(std::string_view scheme) {
    const auto all = allSourceTraits();
    const auto found = std::ranges::find(all, scheme, &SourceTraits::scheme);
    return found == all.end() ? nullptr : &*found;
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
    if (traitsOfScheme(scheme)) return {};
    const std::vector<std::string_view> known = knownSchemes();
    const std::string hint = didYouMean(scheme, known);
    return invalid(std::string(scheme.substr(0, kMaxIdBytes)) + ": unknown scheme" +
                   (hint.empty() ? "; expected " + listed(known) : hint));
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
    const SourceTraits* const traits = traitsOfScheme(parts.scheme);
    const SourcePlace place = traits ? traits->place : SourcePlace::Network;
    const bool namesNothing = (path->empty() && place != SourcePlace::Network) ||
                              (path->ends_with('/') && place == SourcePlace::File);
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

/// The entries of a query, first those that others build on.
Result<std::vector<SpecEntry>> entriesOf(std::string_view query) {
    std::vector<SpecEntry> entries;
    std::set<std::string_view> seen;
    while (!query.empty()) {
        const std::size_t end = std::min(query.find('&'), query.size());
        const std::string_view text = query.substr(0, end);
        query.remove_prefix(std::min(end + 1, query.size()));
        if (text.empty()) continue;
        auto entry = entryOf(text);
        if (!entry) return entry.error();
        if (!seen.insert(entry.value().key).second && !mayRepeat(entry.value().key))
            return invalid(std::string(entry.value().key.substr(0, kMaxIdBytes)) +
                           ": expected once, is given twice");
        entries.push_back(std::move(entry).value());
    }
    std::stable_sort(entries.begin(), entries.end(), [](const SpecEntry& a, const SpecEntry& b) {
        return rankOf(a.key) < rankOf(b.key);
    });
    return entries;
}

/// An error of core with the key that a specification has for the part, without its last dot.
Error inKeys(const Error& error) {
    std::string detail = error.detail;
    if (detail.ends_with('.')) detail.pop_back();
    if (detail.starts_with("frame: ")) detail.replace(0, 5, "fields");
    if (detail.starts_with("registers: ")) detail.replace(0, 9, "register");
    return {error.code, detail};
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

}  // namespace

std::string derivedId(const BusSettings& bus) {
    std::string id = std::visit([](const auto& settings) { return nameOf(settings); }, bus);
    id.resize(std::min(id.size(), kMaxIdBytes));
    std::replace_if(
        id.begin(), id.end(), [](char c) { return !isIdCharacter(c); }, '_');
    return id;
}

Result<void> checkSpecTogether(const DeviceSettings& settings) {
    if (auto checked = checkDecode(settings.decode); !checked) return inKeys(checked.error());
    if (auto checked = checkProcessing(settings.processing); !checked)
        return inKeys(checked.error());
    if (auto checked = checkFaults(settings.faults, settings.bus); !checked) return checked;
    if (const auto* udp = std::get_if<UdpSettings>(&settings.bus)) return checkUdp(*udp);
    if (const auto* serial = std::get_if<SerialSettings>(&settings.bus))
        return checkSerial(*serial);
    return {};
}

Result<DeviceSettings> parseSpecWith(std::string_view spec, SpecContext& context) {
    if (spec.size() > kMaxSpecBytes) return invalid("expected at most 65536 bytes");
    const auto parts = splitSpec(spec);
    if (!parts) return parts.error();
    if (auto known = checkScheme(parts.value().scheme); !known) return known.error();
    const auto path = decodedPath(parts.value());
    if (!path) return path.error();

    auto bus = busFor(parts.value().scheme, path.value());
    if (!bus) return bus.error();

    DeviceSettings settings;
    settings.bus = std::move(bus).value();
    if (context.files)
        if (auto confined = context.files->confine(settings.bus); !confined)
            return confined.error();
    const auto entries = entriesOf(parts.value().query);
    if (!entries) return entries.error();
    context.said.clear();
    for (const SpecEntry& entry : entries.value())
        if (auto applied = applyEntry(entry, settings, context); !applied) return applied.error();
    if (auto checked = checkSpecTogether(settings); !checked) return checked.error();
    if (settings.id.empty()) settings.id = derivedId(settings.bus);
    return settings;
}

Result<DeviceSettings> parseDeviceSpec(std::string_view spec) {
    ProfileShelf shelf;
    SpecContext context{shelf, {}, {}};
    return parseSpecWith(spec, context);
}

Result<DeviceSettings> parseDeviceSpec(std::string_view spec, const FileAccess& files) {
    ProfileShelf shelf;
    SpecContext context{shelf, files.home(), {}, &files};
    return parseSpecWith(spec, context);
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

Result<SampleTime> parseSampleTime(std::string_view text) {
    SampleTime time{};
    if (auto read = readWord(text, kSampleTimes, time); !read) return read.error();
    return time;
}

std::string_view sampleTimeName(SampleTime time) {
    return wordFor(time, kSampleTimes);
}

}  // namespace telemetryhub::engine
