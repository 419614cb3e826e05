// SPDX-License-Identifier: GPL-3.0-or-later
#include "devices/device_dialogs.h"

#include <utility>

#include "devices/decoding_dialog.h"
#include "devices/fault_dialog.h"

namespace telemetryhub::ui {

namespace {

template <typename Dialog>
Dialog* openDialog(const QWidget& window, engine::DeviceId device) {
    for (auto* dialog : window.findChildren<Dialog*>(QString(), Qt::FindDirectChildrenOnly))
        if (dialog->device() == device) return dialog;
    return nullptr;
}

template <typename Dialog>
void displayIn(const QWidget& window, const engine::Snapshot& snapshot) {
    for (auto* dialog : window.findChildren<Dialog*>(QString(), Qt::FindDirectChildrenOnly)) {
        if (const auto* device = snapshot.find(dialog->device()))
            dialog->display(*device);
        else
            dialog->close();
    }
}

void bringToFront(QDialog& dialog) {
    dialog.setAttribute(Qt::WA_DeleteOnClose);
    dialog.show();
    dialog.raise();
    dialog.activateWindow();
}

}  // namespace

DeviceDialogs::DeviceDialogs(engine::Hub& gateway, const Theme& theme, QWidget* window)
    : QObject(window), m_gateway(gateway), m_theme(theme), m_window(window) {}

void DeviceDialogs::display(std::shared_ptr<const engine::Snapshot> snapshot) {
    m_snapshot = std::move(snapshot);
    displayIn<FaultDialog>(*m_window, *m_snapshot);
    displayIn<DecodingDialog>(*m_window, *m_snapshot);
}

void DeviceDialogs::openRehearsal(engine::DeviceId device) {
    const auto* known = m_snapshot ? m_snapshot->find(device) : nullptr;
    if (!known) return;
    auto* dialog = openDialog<FaultDialog>(*m_window, device);
    if (!dialog) dialog = new FaultDialog(m_gateway, *known, m_theme, m_window);
    bringToFront(*dialog);
}

void DeviceDialogs::openDecoding(engine::DeviceId device) {
    const auto* known = m_snapshot ? m_snapshot->find(device) : nullptr;
    if (!known) return;
    auto* dialog = openDialog<DecodingDialog>(*m_window, device);
    if (!dialog) dialog = new DecodingDialog(m_gateway, *known, m_theme, m_window);
    bringToFront(*dialog);
}

}  // namespace telemetryhub::ui
