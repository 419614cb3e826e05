// SPDX-License-Identifier: GPL-3.0-or-later
#include "print_profiles.h"

#include <cstdio>
#include <string>

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

#include "exit_code.h"
#include "telemetryhub/engine/config/device_spec.h"
#include "telemetryhub/engine/config/profile.h"

namespace telemetryhub::app {

int printProfiles(bool asJson) {
    QJsonArray array;
    for (const engine::BuiltInProfile& builtIn : engine::builtInProfiles()) {
        const std::string name(builtIn.name);
        const engine::DeviceProfile profile = engine::loadProfile(name).profile;
        const std::string format(engine::formatName(profile.decode.format));
        if (!asJson)
            std::printf("%-12s %-10s %s\n", name.c_str(), format.c_str(), profile.title.c_str());
        array << QJsonObject{
            {QStringLiteral("name"), QString::fromStdString(name)},
            {QStringLiteral("title"), QString::fromStdString(profile.title)},
            {QStringLiteral("description"), QString::fromStdString(profile.description)},
            {QStringLiteral("format"), QString::fromStdString(format)}};
    }
    if (asJson)
        std::printf("%s\n", QJsonDocument(array).toJson(QJsonDocument::Compact).constData());
    return ExitDone;
}

}  // namespace telemetryhub::app
