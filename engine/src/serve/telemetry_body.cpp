// SPDX-License-Identifier: GPL-3.0-or-later
#include "serve/telemetry_body.h"

#include <algorithm>
#include <cmath>
#include <cstring>
#include <set>

#include <simdjson.h>

#include "config/json_tree.h"
#include "decode/characters.h"
#include "decode/json_line.h"
#include "record/csv_time.h"
#include "telemetryhub/engine/decode/parse_number.h"

namespace telemetryhub::engine {

namespace {

namespace dom = simdjson::dom;

constexpr std::size_t kMaxBodyDepth = 8;
constexpr const char* kKnownKeys = "device_id, value, unit, channels, ts, seq";

Error bodyError(std::string detail) {
    return {ErrorCode::InvalidArgument, std::move(detail)};
}

bool isChannelName(std::string_view name) {
    if (name.empty() || name.size() > PushedRows::kMaxNameBytes) return false;
    for (const char c : name)
        if (static_cast<unsigned char>(c) < ' ' || c == '\x7F') return false;
    return true;
}

/// Reads one item; the first thing that is wrong ends it.
class ItemReader {
public:
    explicit ItemReader(TelemetryItem& item) : m_item(item) {}
    void read(const dom::element& element);

private:
    bool readMember(std::string_view key, const dom::element& value);
    bool readDevice(const dom::element& value);
    bool readValue(const dom::element& value);
    bool readUnit(const dom::element& value);
    bool readChannels(const dom::element& value);
    bool readTime(const dom::element& value);
    bool readSequence(const dom::element& value);
    bool once(unsigned bit, std::string_view key);
    bool fail(std::string detail) {
        if (!m_item.error) m_item.error = bodyError(std::move(detail));
        return false;
    }

    enum Key : unsigned { Device = 1, Value = 2, Unit = 4, Channels = 8, Time = 16, Number = 32 };
    TelemetryItem& m_item;
    std::string m_unit;
    unsigned m_seen = 0;
};

void ItemReader::read(const dom::element& element) {
    dom::object object;
    if (element.get(object) != simdjson::SUCCESS) {
        fail("expected an object");
        return;
    }
    for (const dom::key_value_pair member : object)
        if (!readMember(member.key, member.value)) return;
    if ((m_seen & Device) == 0) {
        fail("device_id is missing");
    } else if (((m_seen & Value) != 0) == ((m_seen & Channels) != 0)) {
        fail("expected either value or channels");
    } else if ((m_seen & Unit) != 0) {
        if ((m_seen & Value) != 0)
            m_item.sample.values.front().unit = m_unit;
        else
            fail("unit belongs to value");
    }
}

bool ItemReader::once(unsigned bit, std::string_view key) {
    if ((m_seen & bit) != 0) return fail(std::string(key) + " is given twice");
    m_seen |= bit;
    return true;
}

bool ItemReader::readMember(std::string_view key, const dom::element& value) {
    if (key == "device_id") return once(Device, key) && readDevice(value);
    if (key == "value") return once(Value, key) && readValue(value);
    if (key == "unit") return once(Unit, key) && readUnit(value);
    if (key == "channels") return once(Channels, key) && readChannels(value);
    if (key == "ts") return once(Time, key) && readTime(value);
    if (key == "seq") return once(Number, key) && readSequence(value);
    constexpr std::size_t kShownBytes = 64;
    return fail("there is no key '" + std::string(key.substr(0, kShownBytes)) +
                "'; known are: " + kKnownKeys);
}

bool ItemReader::readDevice(const dom::element& value) {
    std::string_view text;
    if (value.get(text) != simdjson::SUCCESS || !isChannelName(text))
        return fail("device_id: expected a text of 1 to 256 printable bytes");
    m_item.device = text;
    return true;
}

bool ItemReader::readValue(const dom::element& value) {
    double number = 0;
    if (value.get(number) != simdjson::SUCCESS) return fail("value: expected a number");
    m_item.sample.values.push_back({"value", {}, number});
    return true;
}

bool ItemReader::readUnit(const dom::element& value) {
    std::string_view text;
    if (value.get(text) != simdjson::SUCCESS || text.size() > PushedRows::kMaxNameBytes)
        return fail("unit: expected a text of at most 256 bytes");
    m_unit = text;
    return true;
}

bool ItemReader::readChannels(const dom::element& value) {
    dom::object channels;
    if (value.get(channels) != simdjson::SUCCESS)
        return fail("channels: expected an object of names and numbers");
    std::set<std::string_view> names;
    for (const dom::key_value_pair channel : channels) {
        double number = 0;
        if (!names.insert(channel.key).second)
            return fail("channels: " + std::string(channel.key) + " is given twice");
        if (!isChannelName(channel.key))
            return fail("channels: expected names of 1 to 256 printable bytes");
        if (channel.value.is_null()) continue;
        if (channel.value.get(number) != simdjson::SUCCESS)
            return fail("channels: expected a number for " + std::string(channel.key));
        if (m_item.sample.values.size() == ChannelSet::kMaxChannels)
            return fail("channels: expected at most 256");
        m_item.sample.values.push_back({std::string(channel.key), {}, number});
    }
    if (m_item.sample.values.empty())
        return fail("channels: expected at least one number; null is an absent value");
    return true;
}

bool ItemReader::readTime(const dom::element& value) {
    constexpr double kNsPerSecond = 1e9;
    constexpr double kMaxSeconds = 9e9;
    double seconds = 0;
    std::string_view text;
    if (value.get(seconds) == simdjson::SUCCESS && std::abs(seconds) < kMaxSeconds) {
        // Apart, because a double holds no nanoseconds since 1970.
        const double whole = std::floor(seconds);
        m_item.sample.wallNs = std::llround(whole) * static_cast<std::int64_t>(kNsPerSecond) +
                               std::llround((seconds - whole) * kNsPerSecond);
        return true;
    }
    if (value.get(text) == simdjson::SUCCESS) {
        const auto calendar = calendarIn(text);
        m_item.sample.wallNs = calendar ? unixNsOf(*calendar) : std::nullopt;
    }
    return m_item.sample.wallNs ||
           fail(
               "ts: expected a time such as \"2026-01-31T12:00:00Z\", or seconds since the Unix "
               "epoch");
}

bool ItemReader::readSequence(const dom::element& value) {
    std::uint64_t number = 0;
    if (value.get(number) != simdjson::SUCCESS || number == 0)
        return fail("seq: expected a whole number from 1");
    m_item.number = number;
    return true;
}

/// The beginning of a token, as a message may quote it.
std::string shown(std::string_view token) {
    constexpr std::size_t kMost = 32;
    return "The number " + std::string(token.substr(0, kMost)) +
           (token.size() > kMost ? "..." : "");
}

/// Why the first number of `body` that no parser takes is not taken. Which mistakes are those of a
/// number depends on the version of the parser.
std::optional<std::string> numberText(std::string_view body) {
    constexpr std::string_view kBorders = " \t\r\n,:[]{}\"";
    bool isInText = false;
    for (std::size_t i = 0; i < body.size(); ++i) {
        if (body[i] == '"') isInText = !isInText;
        if (body[i] == '\\' && isInText) ++i;
        if (isInText || kBorders.find(body[i]) != std::string_view::npos) continue;
        const std::string_view token = body.substr(i, body.find_first_of(kBorders, i) - i);
        i += token.size() - 1;
        if (token.front() != '-' && !isDigit(token.front())) continue;
        if (!isJsonNumber(token))
            return "The body is no JSON. " + shown(token) + " is not spelled as JSON has a number.";
        if (parseNumber(token).form == NumberForm::OutOfRange)
            return shown(token) + " is out of the range of a double, which ends at 1.8e308.";
        if (isHugeInteger(token))
            return shown(token) +
                   " has more than 64 bits. Write a whole number of that size with "
                   "an exponent, such as 1e20.";
    }
    return std::nullopt;
}

std::string syntaxText(simdjson::error_code error, std::string_view body) {
    switch (error) {
        case simdjson::UTF8_ERROR: return "The body is not UTF-8.";
        case simdjson::EMPTY: return "The body is empty; expected an object or an array of them.";
        case simdjson::DEPTH_ERROR: return "The body is nested too deeply.";
        default:
            return numberText(body).value_or(
                "The body is no JSON: look for a missing or superfluous comma or quote.");
    }
}

}  // namespace

struct TelemetryBody::Impl {
    dom::parser parser{kMaxBytes};
    std::vector<char> padded;
};

TelemetryBody::TelemetryBody() : m_impl(std::make_unique<Impl>()) {}
TelemetryBody::~TelemetryBody() = default;

Result<std::vector<TelemetryItem>> TelemetryBody::read(std::string_view body) {
    if (body.size() > kMaxBytes) return bodyError("The body is larger than 1 MiB.");
    if (body.starts_with("\xEF\xBB\xBF"))
        return bodyError("The body begins with a byte order mark; JSON has none.");
    auto& padded = m_impl->padded;
    if (padded.size() < body.size() + simdjson::SIMDJSON_PADDING)
        padded.resize(body.size() + simdjson::SIMDJSON_PADDING);
    if (!body.empty()) std::memcpy(padded.data(), body.data(), body.size());
    // A failure shows when the body is read.
    [[maybe_unused]] auto failed = simdjson::SUCCESS;
    if (m_impl->parser.capacity() < body.size() || m_impl->parser.max_depth() != kMaxBodyDepth)
        failed = m_impl->parser.allocate(std::max<std::size_t>(body.size(), 1024), kMaxBodyDepth);
    dom::element document;
    if (const auto error = m_impl->parser.parse(padded.data(), body.size(), false).get(document);
        error != simdjson::SUCCESS)
        return bodyError(syntaxText(error, body));
    std::vector<TelemetryItem> items;
    dom::array list;
    if (document.get(list) != simdjson::SUCCESS) {
        ItemReader(items.emplace_back()).read(document);
        return items;
    }
    for (const dom::element element : list) {
        if (items.size() == kMaxItems)
            return bodyError("Expected at most 10000 samples in a body. Send them in parts.");
        ItemReader(items.emplace_back()).read(element);
    }
    if (items.empty()) return bodyError("The array is empty; expected at least one sample.");
    return items;
}

}  // namespace telemetryhub::engine
