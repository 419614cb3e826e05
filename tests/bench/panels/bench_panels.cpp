// SPDX-License-Identifier: GPL-3.0-or-later
// What one look of the window at a thousand devices with 20 channels each costs in the devices and
// values panels, beside putting all of their rows into words.

#include <algorithm>
#include <cmath>
#include <memory>
#include <vector>

#include <QAction>
#include <QApplication>
#include <QScrollBar>

#include "bench_report.h"
#include "panels/channel_selection.h"
#include "panels/device_actions.h"
#include "panels/device_row.h"
#include "panels/devices_panel.h"
#include "panels/values_panel.h"
#include "panels/values_view.h"
#include "telemetryhub/engine/gateway/gateway_core.h"
#include "theme/theme.h"

using namespace telemetryhub;
using namespace telemetryhub::ui;

namespace {

constexpr std::uint32_t kDevices = 1'000;
constexpr std::size_t kChannels = 20;
constexpr int kLooks = 50;
constexpr std::int64_t kSecondNs = 1'000'000'000;

engine::ReadTime timeOf(int look) {
    const std::int64_t ns = 100'000 * kSecondNs + look * kSecondNs / 10;
    return {ns, 1'700'000'000 * kSecondNs + ns};
}

engine::DeviceSnapshot deviceOf(std::uint32_t id, const engine::ChannelSetPtr& channels, int look) {
    engine::DeviceSnapshot device;
    device.device = engine::DeviceId{id};
    device.settings.id = "device-" + std::to_string(id);
    device.state = id % 97 == 0   ? engine::DeviceState::Error
                   : id % 11 == 0 ? engine::DeviceState::Idle
                                  : engine::DeviceState::Measuring;
    device.since = {1'000 * kSecondNs, 1'700'000'000 * kSecondNs};
    device.everStarted = true;
    device.linkText = "ttyUSB" + std::to_string(id);
    device.formatText = "CSV, 20 columns, comma";
    device.rateHz = 10 + look % 7;
    device.lastSample = timeOf(look);
    device.channels = channels;
    for (std::size_t i = 0; i < kChannels; ++i)
        device.latest.push_back({std::sin(look * 0.1 + id) * 10, *device.lastSample, 1});
    return device;
}

std::vector<std::shared_ptr<engine::Snapshot>> looks() {
    std::vector<engine::Channel> list;
    for (std::size_t i = 0; i < kChannels; ++i)
        list.push_back({"channel " + std::to_string(i), "V", 3});
    const auto channels = std::make_shared<engine::ChannelSet>(std::move(list));
    std::vector<std::shared_ptr<engine::Snapshot>> made;
    for (int look = 0; look < kLooks; ++look) {
        auto snapshot = std::make_shared<engine::Snapshot>();
        snapshot->time = timeOf(look);
        for (std::uint32_t id = 1; id <= kDevices; ++id)
            snapshot->devices.push_back(deviceOf(id, channels, look));
        made.push_back(std::move(snapshot));
    }
    return made;
}

double wordsOfAll(const engine::Snapshot& snapshot) {
    return bench::bestSecondsOf(3, [&] {
        for (const auto& device : snapshot.devices)
            (void)deviceRow(device, snapshot.time);
    });
}

/// Milliseconds of one display with the repaint that follows it: mean and most.
template <typename Panel>
void reportLooks(const char* what, Panel& panel,
                 const std::vector<std::shared_ptr<engine::Snapshot>>& snapshots, double all) {
    double sum = 0;
    double most = 0;
    for (std::size_t i = 1; i < snapshots.size(); ++i) {
        const double seconds = bench::secondsOf([&] {
            panel.display(snapshots[i]);
            QApplication::processEvents();
        });
        sum += seconds;
        most = std::max(most, seconds);
    }
    bench::report(what, sum / (kLooks - 1) * 1e3, "ms", "words of all device rows", all * 1e3);
    bench::report("  the longest", most * 1e3, "ms");
}

}  // namespace

int main(int argc, char** argv) {
    qputenv("QT_QPA_PLATFORM", "offscreen");
    const QApplication app(argc, argv);
    const auto snapshots = looks();
    const double all = wordsOfAll(*snapshots[0]);
    auto gateway = std::move(engine::GatewayCore::create({}).value());
    Theme theme(ThemeKind::Dark);
    theme.setKind(ThemeKind::Dark);
    QWidget window;
    DeviceActions actions(*gateway, theme, &window);
    QAction connectAction;
    ChannelSelection selection;
    selection.update(*snapshots[0]);

    DevicesPanel devices(actions, connectAction, {gateway->history(), selection}, theme);
    devices.resize(320, 900);
    devices.show();
    bench::report("1 000 devices: the first display",
                  bench::secondsOf([&] {
                      devices.display(snapshots[0]);
                      QApplication::processEvents();
                  }) * 1e3,
                  "ms");
    reportLooks("1 000 devices, folded: a display and its repaint", devices, snapshots, all);
    bench::report("20 000 channels: unfold all", bench::secondsOf([&] {
                                                     devices.view()->expandAll();
                                                     QApplication::processEvents();
                                                 }) * 1e3,
                  "ms");
    reportLooks("1 000 devices, 20 000 channels unfolded: a display", devices, snapshots, all);
    auto* bar = devices.view()->verticalScrollBar();
    bench::report("  a step of scrolling", bench::secondsOf([&] {
                                               for (int i = 0; i < 100; ++i) {
                                                   bar->setValue(bar->value() + 37);
                                                   QApplication::processEvents();
                                               }
                                           }) * 10,
                  "ms");

    ValuesPanel values(gateway->history(), selection, theme);
    values.resize(320, 900);
    values.show();
    values.display(snapshots[0]);
    QApplication::processEvents();
    reportLooks("20 000 tiles: a display and its repaint", values, snapshots, all);
    return 0;
}
