// SPDX-License-Identifier: GPL-3.0-or-later
#include <memory>
#include <utility>
#include <vector>

#include "serve/api_parts.h"
#include "serve/handlers.h"
#include "serve/status.h"
#include "telemetryhub/engine/hub/hub.h"

namespace telemetryhub::engine {

namespace {

/// A command to every device, until all have answered. One that is there already did no harm.
class CommandToAll : public std::enable_shared_from_this<CommandToAll> {
public:
    CommandToAll(ApiParts& parts, ApiReply reply, DeviceCommand command)
        : m_parts(parts), m_reply(std::move(reply)), m_command(command) {}

    void run(const Snapshot& snapshot);

private:
    struct Outcome {
        std::string id;
        Result<void> result;
    };
    void answered(std::size_t place, Result<void> result);
    void finish() const;

    ApiParts& m_parts;
    const ApiReply m_reply;
    const DeviceCommand m_command;
    std::vector<Outcome> m_outcomes;
    std::size_t m_waitingFor = 0;
};

void CommandToAll::run(const Snapshot& snapshot) {
    for (const DeviceSnapshot& device : snapshot.devices)
        m_outcomes.push_back({device.settings.id, {}});
    m_waitingFor = m_outcomes.size();
    if (m_waitingFor == 0) return finish();
    for (std::size_t i = 0; i < snapshot.devices.size(); ++i)
        m_parts.hub.command(snapshot.devices[i].device, m_command,
                            {m_parts.home, [self = shared_from_this(), i](Result<void> result) {
                                 self->answered(i, std::move(result));
                             }});
}

void CommandToAll::answered(std::size_t place, Result<void> result) {
    const bool isThereAlready = !result && m_command == DeviceCommand::Start &&
                                result.error().code == ErrorCode::AlreadyMeasuring;
    if (!isThereAlready) m_outcomes[place].result = std::move(result);
    if (--m_waitingFor == 0) finish();
}

/// The first refusal stands for all of them; the message names the devices.
void CommandToAll::finish() const {
    const Error* first = nullptr;
    std::string names;
    for (const Outcome& outcome : m_outcomes) {
        if (outcome.result) continue;
        if (!first) first = &outcome.result.error();
        names += (names.empty() ? "" : ", ") + outcome.id;
    }
    if (!first) return m_reply.result({});
    m_reply.fail({first->code, "Refused by " + names + "; the others did it. " + first->detail});
}

void commandDevices(ApiParts& parts, const ApiCall& call, DeviceCommand command) {
    if (parts.stopping.load(std::memory_order_relaxed))
        return call.reply.fail(503, "stopping", "The program stops.");
    const auto snapshot = parts.snapshots.get(std::chrono::milliseconds{0});
    const std::string* const id = call.query.find("device");
    if (!id) return std::make_shared<CommandToAll>(parts, call.reply, command)->run(*snapshot);
    const DeviceSnapshot* const device = deviceNamed(*snapshot, *id);
    if (!device) return call.reply.fail(unknownDevice(*id));
    parts.hub.command(device->device, command, replyTo(call, parts));
}

}  // namespace

void postStart(ApiParts& parts, const ApiCall& call) {
    commandDevices(parts, call, DeviceCommand::Start);
}

void postStop(ApiParts& parts, const ApiCall& call) {
    commandDevices(parts, call, DeviceCommand::Stop);
}

void postReset(ApiParts& parts, const ApiCall& call) {
    commandDevices(parts, call, DeviceCommand::Reset);
}

}  // namespace telemetryhub::engine
