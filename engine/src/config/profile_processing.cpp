// SPDX-License-Identifier: GPL-3.0-or-later
#include <algorithm>
#include <map>
#include <string>

#include "config/profile_parts.h"
#include "config/quantity_text.h"
#include "config/spec_text.h"
#include "telemetryhub/engine/config/processing_text.h"

namespace telemetryhub::engine {

namespace {

constexpr std::size_t kMaxShownUnitBytes = 32;
constexpr std::size_t kMaxExpressionText = 1000;
constexpr std::chrono::milliseconds kLeastTime{1};

/// Reads the lists that speak of channels and keeps where each name stands.
class ProcessingReader {
public:
    ProcessingReader(JsonObject& root, const DecodeSettings& decode, ProcessingSettings& processing)
        : m_root(root), m_decode(decode), m_processing(processing) {}

    void read();

private:
    using ReadItem = void (ProcessingReader::*)(JsonObject&);
    void readList(std::string_view key, std::size_t most, ReadItem readItem);
    void readChannel(JsonObject& object);
    void readDerived(JsonObject& object);
    void readInputs(JsonObject& object, DerivedChannel& derived);
    void readAlarm(JsonObject& object);
    bool expectUnique(JsonObject& object, std::string_view what, const std::string& name);
    void collectNames();
    void expectKnown(JsonObject& object, std::string_view key, const std::string& channel);

    JsonObject& m_root;
    const DecodeSettings& m_decode;
    ProcessingSettings& m_processing;
    std::map<std::string, int> m_lines;   ///< of `channel NAME` and the like
    std::vector<std::string> m_channels;  ///< the names that are shown
    bool m_areListed = false;             ///< whether those are all there can be
};

/// The entry of an alarm, whose limits become a rule each.
class AlarmEntry {
public:
    explicit AlarmEntry(JsonObject& object) : m_object(object) {}
    /// Nothing when it has mistakes.
    [[nodiscard]] std::vector<AlarmRule> read();

private:
    void addLimit(std::string_view key, AlarmKind kind, AlarmLevel level);
    void addNoData();
    void addText();
    void readShared();
    void nameRules();
    [[nodiscard]] bool expectOneFamily();
    [[nodiscard]] bool expectOrder();

    JsonObject& m_object;
    AlarmRule m_shared;
    std::vector<AlarmRule> m_rules;
};

std::vector<AlarmRule> AlarmEntry::read() {
    const bool isNamed = m_object.text("channel", m_shared.channel);
    readShared();
    addLimit("low_critical", AlarmKind::Low, AlarmLevel::Critical);
    addLimit("low", AlarmKind::Low, AlarmLevel::Warning);
    addLimit("high", AlarmKind::High, AlarmLevel::Warning);
    addLimit("high_critical", AlarmKind::High, AlarmLevel::Critical);
    const std::size_t limits = m_rules.size();
    addLimit("rate", AlarmKind::Rate, AlarmLevel::Warning);
    addLimit("rate_critical", AlarmKind::Rate, AlarmLevel::Critical);
    const bool needsChannel = !m_rules.empty();
    addNoData();
    addText();
    m_object.finish();
    if (!expectOneFamily()) return {};
    if (needsChannel && !isNamed && !m_object.has("channel")) {
        m_object.fail("channel", "expected the channel to watch");
        return {};
    }
    if (limits > 1 && !expectOrder()) return {};
    nameRules();
    for (const AlarmRule& rule : m_rules) {
        const auto checked = checkAlarm(rule);
        if (checked) continue;
        m_object.mistakes().add(m_object.line(), m_object.path(), checked.error().detail);
        return {};
    }
    return m_rules;
}

void AlarmEntry::addLimit(std::string_view key, AlarmKind kind, AlarmLevel level) {
    AlarmRule rule = m_shared;
    if (!m_object.number(key, rule.limit)) return;
    rule.kind = kind;
    rule.level = level;
    rule.safeState = m_shared.safeState && level == AlarmLevel::Critical;
    m_rules.push_back(rule);
}

void AlarmEntry::addNoData() {
    AlarmRule rule = m_shared;
    if (!m_object.time("no_data", kLeastTime, rule.delay)) return;
    rule.kind = AlarmKind::NoData;
    if (m_object.has("delay")) m_object.fail("delay", "expected no such key beside no_data");
    m_rules.push_back(rule);
}

void AlarmEntry::addText() {
    AlarmRule rule = m_shared;
    if (!m_object.text("text", rule.text, 256)) return;
    rule.kind = AlarmKind::Text;
    m_rules.push_back(rule);
}

void AlarmEntry::readShared() {
    m_object.text("name", m_shared.name);
    m_object.number("hysteresis", m_shared.hysteresis);
    m_object.time("delay", std::chrono::milliseconds(0), m_shared.delay);
    m_object.onOff("latched", m_shared.latched);
    m_object.onOff("safe_state", m_shared.safeState);
    m_object.word("level", parseAlarmLevel, m_shared.level);
}

/// Several limits of one entry share its name and say in it which they are.
void AlarmEntry::nameRules() {
    for (AlarmRule& rule : m_rules) {
        if (m_shared.name.empty()) {
            rule.name = usualAlarmName(rule);
        } else if (m_rules.size() > 1) {
            AlarmRule named = rule;
            named.channel = m_shared.name;
            rule.name = usualAlarmName(named);
        }
    }
}

bool AlarmEntry::expectOneFamily() {
    const auto countOf = [this](std::initializer_list<std::string_view> keys) {
        return std::count_if(keys.begin(), keys.end(),
                             [this](std::string_view key) { return m_object.has(key); });
    };
    const auto limits = countOf({"low", "low_critical", "high", "high_critical"});
    const auto rates = countOf({"rate", "rate_critical"});
    const auto others = countOf({"no_data", "text"});
    if ((limits > 0 ? 1 : 0) + (rates > 0 ? 1 : 0) + others != 1) {
        m_object.mistakes().add(m_object.line(), m_object.path(),
                                "expected limits such as low and high, or one of rate, no_data "
                                "and text");
        return false;
    }
    if (others == 0 && m_object.has("level"))
        return m_object.fail("level",
                             "expected no such key beside a limit; write low_critical, "
                             "high_critical or rate_critical");
    const bool hasCritical = std::any_of(m_rules.begin(), m_rules.end(), [](const AlarmRule& rule) {
        return rule.level == AlarmLevel::Critical;
    });
    if (m_shared.safeState && !hasCritical && !m_rules.empty())
        return m_object.fail("safe_state", "expected a critical alarm beside it");
    return !m_rules.empty();
}

/// The rules stand from the lowest limit to the highest.
bool AlarmEntry::expectOrder() {
    for (std::size_t i = 1; i < m_rules.size(); ++i)
        if (!(m_rules[i - 1].limit < m_rules[i].limit)) {
            m_object.mistakes().add(m_object.line(), m_object.path(),
                                    "expected low_critical < low < high < high_critical");
            return false;
        }
    return true;
}

void ProcessingReader::read() {
    readList("channels", ChannelSet::kMaxChannels, &ProcessingReader::readChannel);
    collectNames();
    readList("derived", ProcessingSettings::kMaxDerived, &ProcessingReader::readDerived);
    readList("alarms", ProcessingSettings::kMaxAlarms, &ProcessingReader::readAlarm);
    if (m_processing.alarms.size() > ProcessingSettings::kMaxAlarms)
        m_root.fail("alarms", "expected at most 256 limits in all");
}

void ProcessingReader::readList(std::string_view key, std::size_t most, ReadItem readItem) {
    const auto* const list = m_root.list(key, most);
    if (!list) return;
    for (std::size_t i = 0; i < list->size(); ++i) {
        JsonObject object((*list)[i], std::string(key) + '[' + std::to_string(i) + ']',
                          m_root.mistakes());
        if ((*list)[i].kind == JsonValue::Kind::Object) (this->*readItem)(object);
    }
}

bool ProcessingReader::expectUnique(JsonObject& object, std::string_view what,
                                    const std::string& name) {
    const auto [first, isNew] = m_lines.emplace(std::string(what) + ' ' + name, object.line());
    if (!isNew)
        object.mistakes().add(object.line(), object.path(),
                              "expected " + std::string(what) + " \"" + echoed(name) +
                                  "\" once, stands in line " + std::to_string(first->second) +
                                  " already");
    return isNew;
}

void ProcessingReader::readChannel(JsonObject& object) {
    ChannelSettings channel;
    if (!object.has("channel")) object.fail("channel", "expected the channel's own name");
    object.text("channel", channel.channel);
    object.text("name", channel.name);
    std::string unit;
    if (object.emptyOrText("unit", unit, kMaxShownUnitBytes)) channel.unit = unit;
    if (object.number("factor", channel.factor) && channel.factor == 0)
        object.fail("factor", "expected a number other than 0");
    object.number("offset", channel.offset);
    object.decimals(channel.decimals);
    object.colour(channel.colour);
    object.range(channel.range);
    object.finish();
    if (channel.channel.empty()) return;
    if (expectUnique(object, "channel", channel.channel))
        expectUnique(object, "name", shownName(channel));
    m_processing.channels.push_back(std::move(channel));
}

void ProcessingReader::collectNames() {
    std::map<std::string, std::string> shown;
    for (const ChannelSettings& channel : m_processing.channels) {
        shown.emplace(channel.channel, shownName(channel));
        m_channels.push_back(shownName(channel));
    }
    const auto add = [&](const std::string& name) {
        if (!name.empty() && !shown.contains(name)) m_channels.push_back(name);
    };
    for (const FrameField& field : m_decode.frame.fields)
        add(field.name);
    for (const ModbusField& field : m_decode.registers)
        add(field.name);
    m_areListed = !m_channels.empty();
}

void ProcessingReader::expectKnown(JsonObject& object, std::string_view key,
                                   const std::string& channel) {
    if (!m_areListed || channel.empty()) return;
    if (std::find(m_channels.begin(), m_channels.end(), channel) != m_channels.end()) return;
    const std::vector<std::string_view> known(m_channels.begin(), m_channels.end());
    object.fail(key, "expected the name of a channel of this profile, not \"" + echoed(channel) +
                         "\"" + didYouMean(channel, known));
}

void ProcessingReader::readInputs(JsonObject& object, DerivedChannel& derived) {
    std::string input;
    if (object.text("input", input)) derived.inputs.push_back(input);
    const auto* const inputs = object.list("inputs", 32);
    if (inputs && object.has("input")) object.fail("inputs", "expected input or inputs, not both");
    for (std::size_t i = 0; inputs && i < inputs->size(); ++i) {
        const JsonValue& item = (*inputs)[i];
        if (item.kind == JsonValue::Kind::Text && !item.text.empty())
            derived.inputs.push_back(item.text);
        else
            object.fail("inputs", "expected names of channels in quotes");
    }
    for (const std::string& name : derived.inputs)
        expectKnown(object, object.has("input") ? "input" : "inputs", name);
}

void ProcessingReader::readDerived(JsonObject& object) {
    DerivedChannel derived;
    object.text("name", derived.name);
    const bool hasKind = object.word("kind", parseDerivation, derived.kind);
    const bool isCalculated = object.text("expression", derived.expression, kMaxExpressionText);
    readInputs(object, derived);
    object.time("window", kLeastTime, derived.window);
    int samples = 0;
    if (object.whole("samples", 1, static_cast<int>(ProcessingSettings::kMaxWindowSamples),
                     samples))
        derived.samples = static_cast<std::size_t>(samples);
    object.emptyOrText("unit", derived.unit, kMaxShownUnitBytes);
    object.decimals(derived.decimals);
    object.colour(derived.colour);
    object.range(derived.range);
    object.finish();
    if (!hasKind && !object.has("kind") && !isCalculated)
        object.fail("kind", "expected a kind such as \"average\", or an expression");
    else if (const auto checked = checkDerived(derived); !checked)
        object.mistakes().add(object.line(), object.path(), checked.error().detail);
    expectUnique(object, "name", derived.name);
    m_channels.push_back(derived.name);
    m_processing.derived.push_back(std::move(derived));
}

void ProcessingReader::readAlarm(JsonObject& object) {
    for (AlarmRule& rule : AlarmEntry(object).read()) {
        expectKnown(object, "channel", rule.channel);
        expectUnique(object, "alarm", rule.name);
        m_processing.alarms.push_back(std::move(rule));
    }
}

}  // namespace

void readProcessingPart(JsonObject& root, const DecodeSettings& decode,
                        ProcessingSettings& processing) {
    ProcessingReader(root, decode, processing).read();
}

}  // namespace telemetryhub::engine
