// SPDX-License-Identifier: GPL-3.0-or-later
// What can be done with a group, a device and a channel.
#include <climits>

#include <QApplication>
#include <QClipboard>
#include <QLineEdit>
#include <QMenu>
#include <QPersistentModelIndex>

#include "panels/device_actions.h"
#include "panels/device_words.h"
#include "panels/devices_panel.h"
#include "theme/numbers.h"
#include "theme/theme.h"

namespace telemetryhub::ui {
namespace {

using RowKind = DeviceModel::RowKind;

QMenu* newMenu(QWidget* parent) {
    auto* menu = new QMenu(parent);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    menu->setToolTipsVisible(true);
    return menu;
}

}  // namespace

void DevicesPanel::openMenu(const QPoint& position) {
    const QModelIndex index = m_view->currentIndex();
    auto* menu = newMenu(m_view);
    fillMenu(*menu, index);
    menu->popup(m_view->viewport()->mapToGlobal(position));
}

void DevicesPanel::openMenuBelow(QWidget& button) {
    auto* menu = newMenu(this);
    fillMenu(*menu, m_view->currentIndex());
    menu->popup(button.mapToGlobal(QPoint(0, button.height())));
}

void DevicesPanel::fillMenu(QMenu& menu, const QModelIndex& index) {
    const auto* device = m_model->deviceAt(index);
    if (device && m_model->kindOf(index) == RowKind::Channel) {
        fillChannelMenu(menu, index);
    } else if (device) {
        m_actions.fillMenu(menu);
        menu.addSeparator();
        addPlaceMenu(menu, index);
    } else if (index.isValid()) {
        fillGroupMenu(menu, index);
    }
    menu.addSeparator();
    menu.addAction(tr("New &group"), this, [this] { addGroup({}); });
    menu.addAction(tr("&Unfold all"), m_view, &QTreeView::expandAll);
    menu.addAction(tr("F&old all"), m_view, &QTreeView::collapseAll);
}

void DevicesPanel::fillGroupMenu(QMenu& menu, const QModelIndex& group) {
    const QPersistentModelIndex index(group);
    menu.addAction(m_theme.icon(QStringLiteral("play")), tr("&Start the group"), this,
                   [this, index] { commandGroup(index, engine::DeviceCommand::Start); });
    menu.addAction(m_theme.icon(QStringLiteral("stop")), tr("S&top the group"), this,
                   [this, index] { commandGroup(index, engine::DeviceCommand::Stop); });
    menu.addSeparator();
    menu.addAction(tr("&Rename\tF2"), this, [this, index] { m_view->edit(index); });
    menu.addAction(tr("Move &up\tAlt+Up"), this, [this, index] { m_view->step(index, -1); });
    menu.addAction(tr("Move &down\tAlt+Down"), this, [this, index] { m_view->step(index, 1); });
    auto* remove = menu.addAction(
        m_theme.icon(QStringLiteral("close")), tr("Re&move the group"), this, [this, index] {
            m_model->arrangement().removeGroup(index.data(DeviceModel::GroupRole).toInt());
            m_model->arrange();
        });
    remove->setToolTip(tr("Its devices stay, in no group."));
}

void DevicesPanel::fillChannelMenu(QMenu& menu, const QModelIndex& channel) {
    const QPersistentModelIndex index(channel);
    auto* shown = menu.addAction(tr("Show in the &chart\tSpace"), this,
                                 [this, index] { m_view->toggleShown(index); });
    shown->setCheckable(true);
    shown->setChecked(index.data(Qt::CheckStateRole).toInt() == Qt::Checked);
    menu.addAction(m_theme.icon(QStringLiteral("copy")), tr("Co&py the value"), this, [index] {
        const auto row = index.data(DeviceModel::RowRole).value<ChannelRow>();
        QApplication::clipboard()->setText(withUnit(row.value, row.unit));
    });
}

void DevicesPanel::addPlaceMenu(QMenu& menu, const QModelIndex& device) {
    const QPersistentModelIndex index(device);
    const QString name = device.data(Qt::DisplayRole).toString();
    const int now = device.data(DeviceModel::GroupRole).toInt();
    auto* place = menu.addMenu(tr("&Group"));
    const auto& groups = m_model->arrangement().groups();
    for (int group = 0; group < static_cast<int>(groups.size()); ++group) {
        QString title = groups[static_cast<std::size_t>(group)].name;
        title.replace(QLatin1Char('&'), QLatin1String("&&"));
        auto* action =
            place->addAction(group == 0 ? tr("In no group") : title, this, [this, name, group] {
                m_model->arrangement().move(name, group, INT_MAX);
                m_model->arrange();
            });
        action->setCheckable(true);
        action->setChecked(group == now);
    }
    place->addSeparator();
    place->addAction(tr("In a &new group"), this, [this, name] { addGroup(name); });
    menu.addAction(tr("Move up\tAlt+Up"), this, [this, index] { m_view->step(index, -1); });
    menu.addAction(tr("Move down\tAlt+Down"), this, [this, index] { m_view->step(index, 1); });
}

void DevicesPanel::addGroup(const QString& firstDevice) {
    DeviceArrangement& arrangement = m_model->arrangement();
    const int group = arrangement.addGroup(tr("Group"));
    if (!firstDevice.isEmpty()) arrangement.move(firstDevice, group, 0);
    m_filter->clear();
    m_model->arrange();
    for (int row = m_model->rowCount() - 1; row >= 0; --row) {
        const QModelIndex index = m_model->index(row, 0);
        if (index.data(DeviceModel::GroupRole).toInt() != group ||
            m_model->kindOf(index) != RowKind::Group)
            continue;
        m_view->setCurrentIndex(index);
        m_view->edit(index);
        return;
    }
}

void DevicesPanel::commandGroup(const QModelIndex& group, engine::DeviceCommand command) {
    using engine::DeviceState;
    const bool starts = command == engine::DeviceCommand::Start;
    for (const engine::DeviceId id : m_model->devicesIn(group)) {
        const auto* device = m_snapshot->find(id);
        if (!device || device->state == DeviceState::SafeState) continue;
        // What is there already is no mistake of a group.
        if ((device->state == DeviceState::Idle) == starts) m_actions.command(id, command);
    }
}

}  // namespace telemetryhub::ui
