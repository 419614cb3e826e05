// SPDX-License-Identifier: GPL-3.0-or-later
#include "serve/push_memory.h"

#include <algorithm>
#include <functional>
#include <utility>

namespace telemetryhub::engine {

PushMemory::KeyState PushMemory::begin(const std::string& key, std::string_view body,
                                       std::int64_t nowNs) {
    forgetOld(nowNs);
    const std::size_t hash = std::hash<std::string_view>()(body);
    const auto [place, isNew] = m_keys.try_emplace(key, Push{body.size(), hash, false, {}});
    if (isNew) return KeyState::New;
    const Push& push = place->second;
    if (push.bodyBytes != body.size() || push.bodyHash != hash) return KeyState::OtherBody;
    return push.isAnswered ? KeyState::Answered : KeyState::InFlight;
}

const PushMemory::Answer& PushMemory::answer(const std::string& key) const {
    return m_keys.at(key).answer;
}

void PushMemory::finish(const std::string& key, Answer answer, std::int64_t nowNs) {
    const auto place = m_keys.find(key);
    if (place == m_keys.end()) return;
    m_bytes += answer.body.size();
    place->second.isAnswered = true;
    place->second.answer = std::move(answer);
    m_finished.push_back({key, nowNs});
    forgetOld(nowNs);
}

void PushMemory::forgetOld(std::int64_t nowNs) {
    while (!m_finished.empty()) {
        const bool isOld = nowNs - m_finished.front().timeNs > kMaxAgeNs;
        if (!isOld && m_finished.size() <= kMaxKeys && m_bytes <= kMaxBytes) return;
        const auto place = m_keys.find(m_finished.front().key);
        m_bytes -= place->second.answer.body.size();
        m_keys.erase(place);
        m_finished.pop_front();
    }
}

PushMemory::NumberState PushMemory::begin(DeviceId device, std::uint64_t number) {
    Numbers& numbers = m_numbers[device];
    if (number <= numbers.taken) return NumberState::Taken;
    if (number <= numbers.begun) return NumberState::InFlight;
    numbers.begun = number;
    return NumberState::New;
}

void PushMemory::finish(DeviceId device, std::uint64_t highest, bool taken) {
    Numbers& numbers = m_numbers[device];
    if (taken)
        numbers.taken = std::max(numbers.taken, highest);
    else if (numbers.begun == highest)
        numbers.begun = numbers.taken;
}

}  // namespace telemetryhub::engine
