// SPDX-License-Identifier: GPL-3.0-or-later
#include "panels/device_tree.h"

#include <QKeyEvent>
#include <QSettings>

#include "panels/device_words.h"
#include "theme/theme.h"

namespace telemetryhub::ui {
namespace {

using RowKind = DeviceModel::RowKind;

// A few devices with a few channels are best seen at once.
constexpr std::size_t kUnfoldedDevices = 4;
constexpr int kUnfoldedChannels = 8;

}  // namespace

DeviceTree::DeviceTree(DeviceModel& model, const Theme& theme, QWidget* parent)
    : QTreeView(parent), m_model(model), m_delegate(new DeviceTreeDelegate(theme, this)) {
    setModel(&model);
    setItemDelegate(m_delegate);
    setHeaderHidden(true);
    setRootIsDecorated(false);
    setIndentation(0);
    setFrameShape(QFrame::NoFrame);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setVerticalScrollMode(QAbstractItemView::ScrollPerPixel);
    setSelectionMode(QAbstractItemView::SingleSelection);
    setEditTriggers(QAbstractItemView::EditKeyPressed);
    setExpandsOnDoubleClick(true);
    setMouseTracking(true);
    setContextMenuPolicy(Qt::CustomContextMenu);
    setDragDropMode(QAbstractItemView::DragDrop);
    setDefaultDropAction(Qt::MoveAction);
    setDropIndicatorShown(true);
    setAccessibleName(tr("Devices"));
    setOwnBrush(*this, QPalette::Base, Qt::NoBrush);
    connect(m_delegate, &DeviceDelegate::partClicked, this, &DeviceTree::partClicked);
    connect(&model, &DeviceModel::rowStateChanged, m_delegate, &DeviceDelegate::sizeHintChanged);
    connect(&model, &QAbstractItemModel::rowsInserted, this, &DeviceTree::rowsCame);
    connect(&model, &QAbstractItemModel::rowsRemoved, this, [this] { m_rowsChanged = true; });
    connect(this, &QTreeView::expanded, this,
            [this](const QModelIndex& index) { noteFold(index, false); });
    connect(this, &QTreeView::collapsed, this,
            [this](const QModelIndex& index) { noteFold(index, true); });
    connect(&theme, &Theme::changed, viewport(), qOverload<>(&QWidget::update));
}

void DeviceTree::rowsCame(const QModelIndex& parent, int first, int last) {
    m_rowsChanged = true;
    if (parent.isValid() && m_model.kindOf(parent) == RowKind::Device) {
        if (first == 0) unfoldNew(parent);
        return;
    }
    const auto& groups = m_model.arrangement().groups();
    for (int row = first; row <= last; ++row) {
        const QModelIndex index = m_model.index(row, 0, parent);
        if (m_model.kindOf(index) != RowKind::Group) continue;
        const int group = index.data(DeviceModel::GroupRole).toInt();
        setExpanded(index, !groups[static_cast<std::size_t>(group)].folded);
    }
}

void DeviceTree::unfoldNew(const QModelIndex& device) {
    const QString name = device.data(Qt::DisplayRole).toString();
    const bool small =
        m_model.shownDevices() <= kUnfoldedDevices && m_model.rowCount(device) <= kUnfoldedChannels;
    if (m_unfolded.contains(name) || (small && !m_folded.contains(name))) setExpanded(device, true);
}

void DeviceTree::noteFold(const QModelIndex& index, bool folded) {
    m_rowsChanged = true;
    if (m_model.kindOf(index) == RowKind::Group) {
        m_model.arrangement().setFolded(index.data(DeviceModel::GroupRole).toInt(), folded);
        return;
    }
    const QString name = index.data(Qt::DisplayRole).toString();
    (folded ? m_folded : m_unfolded).insert(name);
    (folded ? m_unfolded : m_folded).remove(name);
}

int DeviceTree::countRows() const {
    int rows = 0;
    const auto count = [&](const auto& self, const QModelIndex& parent) -> void {
        const int children = m_model.rowCount(parent);
        rows += children;
        if (parent.isValid() && m_model.kindOf(parent) == RowKind::Device) return;
        for (int row = 0; row < children; ++row) {
            const QModelIndex child = m_model.index(row, 0, parent);
            if (isExpanded(child)) self(self, child);
        }
    };
    count(count, {});
    return rows;
}

void DeviceTree::settle() {
    const bool compact =
        width() < DeviceDelegate::kCompactBelow ||
        m_model.shownDevices() > static_cast<std::size_t>(DeviceDelegate::kCompactFromRows);
    if (compact != m_delegate->isCompact()) {
        m_delegate->setCompact(compact);
        doItemsLayout();
    }
    if (!m_rowsChanged) return;
    m_rowsChanged = false;
    const auto mode = countRows() > kScrollsByRowFrom ? QAbstractItemView::ScrollPerItem
                                                      : QAbstractItemView::ScrollPerPixel;
    if (mode != verticalScrollMode()) setVerticalScrollMode(mode);
}

void DeviceTree::toggleFold(const QModelIndex& index) {
    setExpanded(index, !isExpanded(index));
}

void DeviceTree::toggleShown(const QModelIndex& channel) {
    const bool shown = channel.data(Qt::CheckStateRole).toInt() == Qt::Checked;
    m_model.setData(channel, shown ? Qt::Unchecked : Qt::Checked, Qt::CheckStateRole);
}

void DeviceTree::step(const QModelIndex& index, int by) {
    DeviceArrangement& arrangement = m_model.arrangement();
    if (!index.isValid()) return;
    const QPersistentModelIndex moved(index);
    if (m_model.kindOf(index) == RowKind::Group) {
        arrangement.moveGroup(index.data(DeviceModel::GroupRole).toInt(), by);
        m_model.arrange();
    } else if (const auto* device = m_model.deviceAt(index)) {
        const engine::DeviceId id = device->device;
        arrangement.step(deviceName(*device), by, m_model.presentNames());
        m_model.arrange();
        // In another group it is another row.
        setCurrentIndex(m_model.indexOf(id));
        return;
    }
    scrollTo(moved);
}

// Delete on a channel must not remove the device above it.
bool DeviceTree::event(QEvent* event) {
    const QModelIndex index = currentIndex();
    const bool onChannel = index.isValid() && m_model.kindOf(index) == RowKind::Channel;
    if (event->type() == QEvent::ShortcutOverride && onChannel &&
        static_cast<QKeyEvent*>(event)->matches(QKeySequence::Delete)) {
        event->accept();
        return true;
    }
    return QTreeView::event(event);
}

void DeviceTree::keyPressEvent(QKeyEvent* event) {
    const QModelIndex index = currentIndex();
    if (event->key() == Qt::Key_F5 && index.isValid() && m_model.kindOf(index) == RowKind::Group) {
        const bool stops = event->modifiers().testFlag(Qt::ShiftModifier);
        emit partClicked(index, stops ? DeviceRowPart::Stop : DeviceRowPart::Start);
        return;
    }
    const bool moves = event->modifiers() == Qt::AltModifier &&
                       (event->key() == Qt::Key_Up || event->key() == Qt::Key_Down);
    if (moves) {
        step(index, event->key() == Qt::Key_Up ? -1 : 1);
        return;
    }
    if (event->key() == Qt::Key_Space && event->modifiers() == Qt::NoModifier && index.isValid()) {
        if (m_model.kindOf(index) == RowKind::Channel)
            toggleShown(index);
        else
            toggleFold(index);
        return;
    }
    QTreeView::keyPressEvent(event);
}

void DeviceTree::saveState(QSettings& settings) const {
    settings.setValue(QStringLiteral("unfolded"), QStringList(m_unfolded.values()));
    settings.setValue(QStringLiteral("foldedByHand"), QStringList(m_folded.values()));
}

void DeviceTree::restoreState(QSettings& settings) {
    const auto setOf = [&](const QString& key) {
        const QStringList names = settings.value(key).toStringList();
        return QSet<QString>(names.begin(), names.end());
    };
    m_unfolded = setOf(QStringLiteral("unfolded"));
    m_folded = setOf(QStringLiteral("foldedByHand"));
}

}  // namespace telemetryhub::ui
