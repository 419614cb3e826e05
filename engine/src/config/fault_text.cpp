// SPDX-License-Identifier: GPL-3.0-or-later
#include "telemetryhub/engine/config/fault_text.h"

#include <array>
#include <chrono>
#include <cstdint>
#include <limits>
#include <vector>

#include "config/quantity_text.h"
#include "config/spec_text.h"

namespace telemetryhub::engine {

namespace {

using std::chrono::milliseconds;

constexpr std::array<SpecWord<double FaultPlan::*>, 5> kShares = {{
    {"random", &FaultPlan::random},
    {"drop", &FaultPlan::drop},
    {"truncate", &FaultPlan::truncate},
    {"flip", &FaultPlan::flip},
    {"garbage", &FaultPlan::garbage},
}};
constexpr std::array<SpecWord<std::uint32_t FaultPlan::*>, 2> kCounts = {{
    {"intermittent", &FaultPlan::intermittent},
    {"deterministic", &FaultPlan::deterministic},
}};
constexpr std::array<SpecWord<Outage FaultPlan::*>, 2> kOutages = {{
    {"silence", &FaultPlan::silence},
    {"unplug", &FaultPlan::unplug},
}};
constexpr std::array<std::string_view, 13> kFaultWords = {
    "none",    "random", "intermittent", "deterministic", "drop",          "truncate", "flip",
    "garbage", "delay",  "silence",      "unplug",        "communication", "seed"};

constexpr std::uint32_t kMostNumber = std::numeric_limits<std::uint32_t>::max();
constexpr double kUsualShare = 0.01;
constexpr std::string_view kTimeRange = "from 10ms to 86400s";

/// One fault as written, `WORD:ARGUMENT:ARGUMENT`.
struct FaultItem {
    std::string_view text;
    std::vector<std::string_view> parts;

    [[nodiscard]] std::string_view word() const { return parts.front(); }
    [[nodiscard]] std::size_t arguments() const { return parts.size() - 1; }
};

Error badItem(const FaultItem& item, const std::string& expected) {
    constexpr std::size_t kMaxShown = 80;
    const std::string_view more = item.text.size() > kMaxShown ? "..." : "";
    return {ErrorCode::InvalidArgument, std::string(item.text.substr(0, kMaxShown)) +
                                            std::string(more) + ": expected " + expected};
}

template <typename T>
Result<void> setOnce(const FaultItem& item, T& place, const T& value) {
    if (place != T{}) return badItem(item, "each kind once");
    place = value;
    return {};
}

template <typename T, std::size_t Count>
std::optional<T> memberFor(std::string_view word, const std::array<SpecWord<T>, Count>& words) {
    for (const SpecWord<T>& known : words)
        if (known.word == word) return known.meaning;
    return std::nullopt;
}

std::optional<double> parsedShare(std::string_view text) {
    const auto share = parsedNumber<double>(text);
    return share && *share >= 0 && *share <= 1 ? share : std::nullopt;
}

Result<void> setShare(const FaultItem& item, double& place) {
    const auto share = item.arguments() == 1 ? parsedShare(item.parts[1]) : std::nullopt;
    if (share) return setOnce(item, place, *share);
    return badItem(item, std::string(item.word()) + ":SHARE with a share from 0 to 1");
}

Result<void> setCount(const FaultItem& item, std::uint32_t& place) {
    const auto count =
        item.arguments() == 1 ? parsedNumber<std::uint32_t>(item.parts[1]) : std::nullopt;
    if (count && *count >= 1) return setOnce(item, place, *count);
    return badItem(item, std::string(item.word()) + ":N with a whole number from 1 to " +
                             std::to_string(kMostNumber));
}

Result<void> setDelay(const FaultItem& item, milliseconds& place) {
    const auto time = item.arguments() == 1 ? parsedPause(item.parts[1]) : std::nullopt;
    if (time) return setOnce(item, place, *time);
    return badItem(item, "delay:TIME with a time " + std::string(kTimeRange));
}

Result<void> setOutage(const FaultItem& item, Outage& place) {
    if (item.arguments() == 2) {
        const auto after = parsedPause(item.parts[1]);
        const auto length = parsedPause(item.parts[2]);
        if (after && length) return setOnce(item, place, {*after, *length});
    }
    return badItem(
        item, std::string(item.word()) + ":AFTER:LENGTH with times " + std::string(kTimeRange));
}

Result<void> setSeed(const FaultItem& item, std::uint32_t& place) {
    const auto seed =
        item.arguments() == 1 ? parsedNumber<std::uint32_t>(item.parts[1]) : std::nullopt;
    if (!seed)
        return badItem(item, "seed:N with a whole number from 0 to " + std::to_string(kMostNumber));
    place = *seed;
    return {};
}

/// All that a bad line does, so that an operator sees each of it within a minute or two and most
/// samples still arrive.
Result<void> addCommunication(const FaultItem& item, FaultPlan& plan) {
    const auto share = item.arguments() == 0   ? std::optional(kUsualShare)
                       : item.arguments() == 1 ? parsedShare(item.parts[1])
                                               : std::nullopt;
    if (!share)
        return badItem(item, "communication, or communication:SHARE with a share from 0 to 1");
    FaultPlan others = plan;
    others.random = 0;
    others.intermittent = others.deterministic = 0;
    if (!others.isEmpty()) return badItem(item, "each kind once");
    plan.drop = plan.truncate = plan.garbage = *share;
    plan.flip = *share / 100;
    plan.delay = milliseconds(50);
    plan.silence = {milliseconds(30'000), milliseconds(3'000)};
    plan.unplug = {milliseconds(60'000), milliseconds(5'000)};
    return {};
}

Result<void> addItem(const FaultItem& item, FaultPlan& plan) {
    const std::string_view word = item.word();
    if (const auto share = memberFor(word, kShares)) return setShare(item, plan.**share);
    if (const auto count = memberFor(word, kCounts)) return setCount(item, plan.**count);
    if (const auto outage = memberFor(word, kOutages)) return setOutage(item, plan.**outage);
    if (word == "delay") return setDelay(item, plan.delay);
    if (word == "communication") return addCommunication(item, plan);
    if (word == "seed") return setSeed(item, plan.seed);
    if (item.text == "none") {
        const std::uint32_t seed = plan.seed;
        plan = {};
        plan.seed = seed;
        return {};
    }
    return badItem(item, listed(kFaultWords) + didYouMean(word, kFaultWords));
}

}  // namespace

Result<FaultPlan> parseFault(std::string_view text, FaultPlan start) {
    for (const std::string_view item : split(text, ','))
        if (auto added = addItem({item, split(item, ':')}, start); !added) return added.error();
    return start;
}

std::string faultText(const FaultPlan& plan) {
    std::string text;
    const auto add = [&text](std::string_view word, const std::string& value) {
        if (!text.empty()) text += ',';
        text += std::string(word) + ':' + value;
    };
    for (const auto& [word, share] : kShares)
        if (plan.*share > 0) add(word, numberText(plan.*share));
    for (const auto& [word, count] : kCounts)
        if (plan.*count > 0) add(word, std::to_string(plan.*count));
    if (plan.delay.count() > 0) add("delay", timeText(plan.delay));
    for (const auto& [word, outage] : kOutages)
        if (plan.*outage != Outage{})
            add(word, timeText((plan.*outage).after) + ':' + timeText((plan.*outage).length));
    if (text.empty()) text = "none";
    if (plan.seed != FaultPlan().seed) add("seed", std::to_string(plan.seed));
    return text;
}

}  // namespace telemetryhub::engine
