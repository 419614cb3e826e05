// SPDX-License-Identifier: GPL-3.0-or-later
#include "panels/devices_panel.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QMenu>
#include <QPushButton>
#include <QSettings>
#include <QStackedWidget>
#include <QToolButton>
#include <QVBoxLayout>

#include "panels/device_actions.h"
#include "panels/device_words.h"
#include "panels/elided_label.h"
#include "panels/replay_strip.h"
#include "theme/theme.h"

namespace telemetryhub::ui {
namespace {

using RowKind = DeviceModel::RowKind;

QToolButton* actionButton(QAction& action, QWidget* parent) {
    auto* button = new QToolButton(parent);
    button->setDefaultAction(&action);
    button->setToolButtonStyle(Qt::ToolButtonIconOnly);
    button->setAutoRaise(true);
    button->setAccessibleName(action.text().remove(QLatin1Char('&')));
    return button;
}

}  // namespace

DevicesPanel::DevicesPanel(DeviceActions& actions, QAction& connectAction, Curves curves,
                           const Theme& theme, QWidget* parent)
    : QWidget(parent),
      m_actions(actions),
      m_theme(theme),
      m_model(new DeviceModel(curves.history, curves.selection, this)),
      m_pages(new QStackedWidget(this)),
      m_view(new DeviceTree(*m_model, theme, this)),
      m_nothing(new QLabel(tr("No device has this in its name, port, state or channels."), this)) {
    setUpView();
    auto* list = new QWidget(this);
    auto* listLayout = new QVBoxLayout(list);
    listLayout->setContentsMargins(0, 0, 0, 0);
    listLayout->setSpacing(0);
    listLayout->addWidget(makeFilterRow(connectAction));
    listLayout->addWidget(m_nothing);
    listLayout->addWidget(m_view);
    m_pages->addWidget(makeEmptyPage(connectAction));
    m_pages->addWidget(list);

    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addWidget(m_pages);
    layout->addWidget(makeUndoRow());
    setMinimumWidth(200);
}

void DevicesPanel::setUpView() {
    m_nothing->setWordWrap(true);
    m_nothing->setContentsMargins(12, 12, 12, 12);
    m_nothing->setForegroundRole(QPalette::PlaceholderText);
    m_nothing->hide();
    m_actions.remove.setShortcutContext(Qt::WidgetWithChildrenShortcut);
    m_view->addAction(&m_actions.remove);
    connect(m_view, &QWidget::customContextMenuRequested, this, &DevicesPanel::openMenu);
    connect(m_view->selectionModel(), &QItemSelectionModel::currentChanged, this,
            &DevicesPanel::currentChanged);
    connect(m_view, &DeviceTree::partClicked, this, &DevicesPanel::clickPart);
}

QWidget* DevicesPanel::makeFilterRow(QAction& connectAction) {
    auto* row = new QWidget(this);
    m_filter = new QLineEdit(row);
    m_filter->setPlaceholderText(tr("Filter by name, port, state"));
    m_filter->setAccessibleName(tr("Filter devices"));
    m_filter->setToolTip(tr("Filter by name, port, format, state or channel (Ctrl+F)"));
    m_filter->setClearButtonEnabled(true);
    m_filter->addAction(m_theme.icon(QStringLiteral("filter")), QLineEdit::LeadingPosition);
    connect(m_filter, &QLineEdit::textChanged, this, [this](const QString& text) {
        m_model->setFilter(text);
        m_nothing->setVisible(!text.isEmpty() && m_model->rowCount() == 0);
        keepACurrentRow();
    });
    auto* layout = new QHBoxLayout(row);
    layout->setContentsMargins(8, 4, 8, 4);
    layout->setSpacing(4);
    layout->addWidget(m_filter);
    auto* add = actionButton(connectAction, row);
    add->setIcon(m_theme.icon(QStringLiteral("plus")));
    layout->addWidget(add);
    layout->addWidget(actionButton(m_actions.edit, row));
    auto* more = new QToolButton(row);
    more->setIcon(m_theme.icon(QStringLiteral("more")));
    more->setAutoRaise(true);
    more->setAccessibleName(tr("More about devices and groups"));
    more->setToolTip(tr("More about devices and groups (Menu)"));
    connect(more, &QToolButton::clicked, this, [this, more] { openMenuBelow(*more); });
    layout->addWidget(more);
    return row;
}

QWidget* DevicesPanel::makeEmptyPage(QAction& connectAction) {
    auto* page = new QWidget(this);
    auto* text = new QLabel(tr("No device yet.\nConnect one or start the simulated one."), page);
    text->setAlignment(Qt::AlignCenter);
    text->setWordWrap(true);
    text->setForegroundRole(QPalette::PlaceholderText);
    auto* connectButton = new QPushButton(connectAction.icon(), connectAction.text(), page);
    connectButton->setToolTip(connectAction.toolTip());
    connectButton->setAccessibleName(tr("Connect a device"));
    connect(connectButton, &QPushButton::clicked, &connectAction, &QAction::trigger);
    auto* simulated = new QPushButton(m_theme.icon(QStringLiteral("wave")),
                                      tr("Start the &simulated device"), page);
    simulated->setAccessibleName(tr("Start the simulated device"));
    connect(simulated, &QPushButton::clicked, &m_actions, &DeviceActions::addSimulated);
    auto* layout = new QVBoxLayout(page);
    layout->setContentsMargins(24, 24, 24, 24);
    layout->setSpacing(8);
    layout->addStretch(2);
    layout->addWidget(text);
    layout->addSpacing(8);
    layout->addWidget(connectButton, 0, Qt::AlignHCenter);
    layout->addWidget(simulated, 0, Qt::AlignHCenter);
    layout->addStretch(3);
    return page;
}

QWidget* DevicesPanel::makeUndoRow() {
    m_undoRow = new QWidget(this);
    m_undoText = new ElidedLabel(m_undoRow);
    auto* undo = new QPushButton(tr("&Undo"), m_undoRow);
    undo->setAccessibleName(tr("Undo removal"));
    undo->setToolTip(m_actions.undoRemove.toolTip());
    connect(undo, &QPushButton::clicked, &m_actions.undoRemove, &QAction::trigger);
    auto* layout = new QHBoxLayout(m_undoRow);
    layout->setContentsMargins(12, 4, 8, 4);
    layout->addWidget(m_undoText, 1);
    layout->addWidget(undo);
    m_undoRow->hide();
    connect(&m_actions, &DeviceActions::removed, this, [this](const QString& name) {
        m_undoText->setText(tr("Removed %1.").arg(name));
        m_undoRow->show();
    });
    connect(&m_actions, &DeviceActions::removalUndone, m_undoRow, &QWidget::hide);
    return m_undoRow;
}

void DevicesPanel::addReplayStrip(ReplayStrip* strip) {
    m_replay = strip;
    layout()->addWidget(strip);
}

void DevicesPanel::showReplay() {
    if (!m_replay) return;
    const auto current = m_actions.current();
    m_replay->display(m_snapshot && current ? m_snapshot->find(*current) : nullptr);
}

void DevicesPanel::display(const std::shared_ptr<const engine::Snapshot>& snapshot) {
    m_snapshot = snapshot;
    m_model->display(snapshot);
    m_pages->setCurrentIndex(snapshot->devices.empty() ? 0 : 1);
    m_view->settle();
    keepACurrentRow();
    showReplay();
}

void DevicesPanel::keepACurrentRow() {
    if (m_view->currentIndex().isValid() || m_model->rowCount() == 0) return;
    for (const auto& device : m_snapshot->devices) {
        if (deviceName(device) != m_current) continue;
        const QModelIndex again = m_model->indexOf(device.device);
        if (!again.isValid()) break;
        m_view->setCurrentIndex(again);
        return;
    }
    m_view->setCurrentIndex(m_model->index(0, 0));
}

void DevicesPanel::choose(engine::DeviceId device) {
    if (!m_model->indexOf(device).isValid()) m_filter->clear();
    const QModelIndex index = m_model->indexOf(device);
    if (!index.isValid()) return;
    m_view->setCurrentIndex(index);
    m_view->scrollTo(index);
}

void DevicesPanel::filterBy(const QString& text) {
    m_filter->setText(text);
}

void DevicesPanel::focusFilter() {
    m_filter->setFocus(Qt::ShortcutFocusReason);
    m_filter->selectAll();
}

// A channel stands for its device, a heading for none.
void DevicesPanel::currentChanged() {
    const auto* device = m_model->deviceAt(m_view->currentIndex());
    if (device) m_current = deviceName(*device);
    m_actions.setCurrent(device ? std::optional(device->device) : std::nullopt);
    showReplay();
}

void DevicesPanel::clickPart(const QModelIndex& index, DeviceRowPart part) {
    const engine::DeviceId device{index.data(DeviceModel::IdRole).toUInt()};
    switch (part) {
        case DeviceRowPart::Fold: m_view->toggleFold(index); return;
        case DeviceRowPart::Start: commandGroup(index, engine::DeviceCommand::Start); return;
        case DeviceRowPart::Stop: commandGroup(index, engine::DeviceCommand::Stop); return;
        case DeviceRowPart::StartStop: m_actions.startOrStop(device); return;
        case DeviceRowPart::Reset: m_actions.askReset(device); return;
        case DeviceRowPart::TryNow: m_actions.retry(device); return;
        case DeviceRowPart::Cause: emit m_actions.causeAsked(device); return;
        case DeviceRowPart::TryRates: emit m_actions.ratesAsked(device); return;
        case DeviceRowPart::Edit: emit m_actions.editAsked(device); return;
        case DeviceRowPart::Decoding: emit m_actions.decodingAsked(device); return;
        case DeviceRowPart::Menu: openMenu(m_view->visualRect(index).topRight()); return;
        case DeviceRowPart::None: return;
    }
}

void DevicesPanel::resizeEvent(QResizeEvent* event) {
    QWidget::resizeEvent(event);
    m_view->settle();
}

void DevicesPanel::saveState(QSettings& settings) const {
    settings.beginGroup(QStringLiteral("devices"));
    m_model->arrangement().save(settings);
    m_view->saveState(settings);
    settings.endGroup();
}

void DevicesPanel::restoreState(QSettings& settings) {
    settings.beginGroup(QStringLiteral("devices"));
    m_model->arrangement().restore(settings);
    m_view->restoreState(settings);
    settings.endGroup();
    m_model->arrange();
}

}  // namespace telemetryhub::ui
